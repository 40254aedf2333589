; The address latchkey://application/ID, for this person only: nothing is written for the machine.
!macro customInstall
  WriteRegStr HKCU "Software\Classes\latchkey" "" "URL:Latchkey"
  WriteRegStr HKCU "Software\Classes\latchkey" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\latchkey\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr HKCU "Software\Classes\latchkey\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey HKCU "Software\Classes\latchkey"
  ${endIf}
!macroend

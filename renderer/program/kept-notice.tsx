import { useState } from 'react';
import { formStrings } from '../strings/forms.ts';
import { Notice } from '../ui/notice.tsx';

type KeptNoticeProps = Readonly<{
  /** Whether the form holds a draft. */
  hasDraft: boolean;
  onStartOver: () => void;
}>;

/** Said when a form opens on what was typed into it earlier; not while it is being typed. */
export function KeptNotice({ hasDraft, onStartOver }: KeptNoticeProps) {
  const [isShown, setShown] = useState(hasDraft);
  if (!isShown) return null;
  return (
    <Notice
      action={{
        label: formStrings.startOver,
        onPress: () => {
          setShown(false);
          onStartOver();
        },
      }}
    >
      {formStrings.kept}
    </Notice>
  );
}

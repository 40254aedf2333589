import { useState } from 'react';
import { t } from '../../shared/words/words.ts';
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
        label: t('form.startOver'),
        onPress: () => {
          setShown(false);
          onStartOver();
        },
      }}
    >
      {t('form.kept')}
    </Notice>
  );
}

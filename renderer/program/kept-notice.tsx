import { useState } from 'react';
import { t } from '../../shared/words/words.ts';
import { Notice } from '../ui/notice.tsx';

type KeptNoticeProps = Readonly<{
  /** Whether the form holds a draft. */
  hasDraft: boolean;
  onStartOver: () => void;
}>;

/** Shown when a form opens with an earlier draft, not while the draft is being typed. */
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

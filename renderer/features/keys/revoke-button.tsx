import { Ban } from 'lucide-react';
import { type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import { keysStrings as words } from '../../strings/keys.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';

type RevokeButtonProps = Readonly<{ token: TokenSummary; onPress: () => void }>;

export function RevokeButton({ token, onPress }: RevokeButtonProps) {
  const isActive = tokenState(token, useNow()) === 'active';
  return (
    <Button icon={Ban} disabledReason={isActive ? undefined : words.notActive} onPress={onPress}>
      {words.revoke}
    </Button>
  );
}

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  Disclosure as AriaDisclosure,
  Button,
  DisclosurePanel,
  Heading,
} from 'react-aria-components';
import { classesOf } from './classes.ts';
import css from './disclosure.module.css';

const cx = classesOf(css);

type DisclosureProps = Readonly<{
  title: string;
  children: ReactNode;
  /** Draws the details only while they are open: for fields, which cost more than text. */
  isLazy?: boolean | undefined;
  isOpenAtFirst?: boolean | undefined;
}>;

/** Details that most people do not need. */
export function Disclosure({
  title,
  children,
  isLazy = false,
  isOpenAtFirst = false,
}: DisclosureProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <AriaDisclosure className={cx('disclosure')} isExpanded={isOpen} onExpandedChange={setOpen}>
      <Heading level={3} className={cx('heading')}>
        <Button slot="trigger" className={cx('button')}>
          <ChevronRight className={cx('chevron')} size={16} strokeWidth={1.75} aria-hidden />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className={cx('panel')}>{(isOpen || !isLazy) && children}</DisclosurePanel>
    </AriaDisclosure>
  );
}

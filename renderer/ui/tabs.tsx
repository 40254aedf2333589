import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import { classesOf } from './classes.ts';
import css from './tabs.module.css';

const cx = classesOf(css);

type TabItem<Id extends string = string> = Readonly<{
  id: Id;
  label: string;
  /** A count or a badge after the label. */
  badge?: ReactNode;
  /** Mounted only while its tab is selected. */
  content: ReactNode;
}>;

type TabsProps<Id extends string> = Readonly<{
  /** The accessible name of the row of tabs. */
  label: string;
  tabs: readonly TabItem<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
}>;

/** Fills the available height; the panel scrolls, the row of tabs stays. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect }: TabsProps<Id>) {
  return (
    <AriaTabs
      className={cx('tabs')}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const tab = tabs.find(({ id }) => id === key);
        if (tab !== undefined) onSelect(tab.id);
      }}
    >
      <TabList aria-label={label} className={cx('list')}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={cx('tab')} data-action={tab.id}>
            <span>{tab.label}</span>
            {tab.badge}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={cx('panel')}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}

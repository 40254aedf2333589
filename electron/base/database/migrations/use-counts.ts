/** Another undeleted subscription of the same application to the same API, with another plan. */
function another(row: 'OLD' | 'NEW'): string {
  return `EXISTS (SELECT 1 FROM subscription s WHERE s.application_id = ${row}.application_id
    AND s.api_id = ${row}.api_id AND s.id <> ${row}.id AND s.deleted_at IS NULL)`;
}

const lives = (row: 'OLD' | 'NEW'): string =>
  `EXISTS (SELECT 1 FROM application a WHERE a.id = ${row}.application_id AND a.deleted_at IS NULL)`;

const count = (row: 'OLD' | 'NEW', change: '+ 1' | '- 1'): string =>
  `UPDATE api SET application_count = application_count ${change} WHERE id = ${row}.api_id;`;

function ofApplication(change: '+ 1' | '- 1'): string {
  return `UPDATE api SET application_count = application_count ${change}
    WHERE id IN (SELECT api_id FROM subscription s
      WHERE s.application_id = NEW.id AND s.deleted_at IS NULL);`;
}

const apiLives = (row: 'OLD' | 'NEW'): string =>
  `EXISTS (SELECT 1 FROM api WHERE id = ${row}.api_id AND deleted_at IS NULL)`;

const isUsed = (row: 'OLD' | 'NEW'): string =>
  `${row}.deleted_at IS NULL AND ${lives(row)} AND ${apiLives(row)}`;

const countPlan = (row: 'OLD' | 'NEW', change: '+ 1' | '- 1'): string =>
  `UPDATE business_plan SET subscription_count = subscription_count ${change}
    WHERE id = ${row}.business_plan_id AND ${isUsed(row)};`;

/** The plans of subscriptions whose application or API moves to the bin, or comes back. */
function plansOf(whose: 'application' | 'api', sign: '+' | '-'): string {
  const other = whose === 'api' ? 'application' : 'api';
  const own = `s.${whose}_id = NEW.id AND s.deleted_at IS NULL`;
  return `UPDATE business_plan SET subscription_count = subscription_count ${sign}
    (SELECT count(*) FROM subscription s CROSS JOIN ${other} o ON o.id = s.${other}_id
     WHERE ${own} AND s.business_plan_id = business_plan.id AND o.deleted_at IS NULL)
    WHERE id IN (SELECT s.business_plan_id FROM subscription s WHERE ${own});`;
}

function plansFollow(whose: 'application' | 'api'): string {
  return `
  CREATE TRIGGER plan_use_${whose}_binned AFTER UPDATE OF deleted_at ON ${whose}
    WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL
  BEGIN ${plansOf(whose, '-')} END;
  CREATE TRIGGER plan_use_${whose}_restored AFTER UPDATE OF deleted_at ON ${whose}
    WHEN OLD.deleted_at IS NOT NULL AND NEW.deleted_at IS NULL
  BEGIN ${plansOf(whose, '+')} END;`;
}

/**
 * Counts how many applications outside the bin subscribe to an API: counting on demand would read
 * every subscription of every listed API. Plans count their subscriptions.
 */
export const useCounts = `
  CREATE TRIGGER use_added AFTER INSERT ON subscription
    WHEN NEW.deleted_at IS NULL AND ${lives('NEW')} AND NOT ${another('NEW')}
  BEGIN ${count('NEW', '+ 1')} END;
  CREATE TRIGGER use_restored AFTER UPDATE OF deleted_at ON subscription
    WHEN OLD.deleted_at IS NOT NULL AND NEW.deleted_at IS NULL
      AND ${lives('NEW')} AND NOT ${another('NEW')}
  BEGIN ${count('NEW', '+ 1')} END;
  CREATE TRIGGER use_binned AFTER UPDATE OF deleted_at ON subscription
    WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL
      AND ${lives('NEW')} AND NOT ${another('NEW')}
  BEGIN ${count('NEW', '- 1')} END;
  CREATE TRIGGER use_removed AFTER DELETE ON subscription
    WHEN OLD.deleted_at IS NULL AND ${lives('OLD')} AND NOT ${another('OLD')}
  BEGIN ${count('OLD', '- 1')} END;
  CREATE TRIGGER use_application_binned AFTER UPDATE OF deleted_at ON application
    WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL
  BEGIN ${ofApplication('- 1')} END;
  CREATE TRIGGER use_application_restored AFTER UPDATE OF deleted_at ON application
    WHEN OLD.deleted_at IS NOT NULL AND NEW.deleted_at IS NULL
  BEGIN ${ofApplication('+ 1')} END;

  CREATE TRIGGER plan_use_added AFTER INSERT ON subscription
  BEGIN ${countPlan('NEW', '+ 1')} END;
  CREATE TRIGGER plan_use_changed AFTER UPDATE OF business_plan_id, deleted_at ON subscription
  BEGIN ${countPlan('OLD', '- 1')} ${countPlan('NEW', '+ 1')} END;
  CREATE TRIGGER plan_use_removed AFTER DELETE ON subscription
  BEGIN ${countPlan('OLD', '- 1')} END;
  ${plansFollow('application')}
  ${plansFollow('api')}
`;

import { createRequire } from 'node:module';
import type * as ReactModule from 'react';
import type * as JsxRuntime from 'react/jsx-runtime';
import type * as ReactDom from 'react-dom';

/**
 * Loads the React that people get, before anything else loads one: with the one for development,
 * these tests take a sixth longer. What only that one has is given here: `act`, and the function
 * that the tests' elements are made with.
 */
const load = createRequire(import.meta.url);

interface Task {
  /** Null once it is done, or need not be. May return what is left of it. */
  callback: ((didTimeOut: boolean) => unknown) | null;
}

interface Scheduler {
  unstable_scheduleCallback: (priority: number, callback: Task['callback'], more?: object) => Task;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const { queueMicrotask } = globalThis;

/** What React has planned for later, and may have done since. */
const tasks = new Set<Task>();

function keepTasks(scheduler: Scheduler): void {
  const schedule = scheduler.unstable_scheduleCallback;
  scheduler.unstable_scheduleCallback = (...planned) => {
    const task = schedule(...planned);
    tasks.add(task);
    return task;
  };
}

function keepMicrotask(callback: () => void): void {
  const task: Task = { callback };
  tasks.add(task);
  queueMicrotask(() => finish(task));
}

/** The scheduler passes over a task without a callback. */
function finish(task: Task): void {
  tasks.delete(task);
  while (typeof task.callback === 'function') {
    const { callback } = task;
    task.callback = null;
    const rest = callback(true);
    if (typeof rest === 'function') task.callback = rest as Task['callback'];
  }
}

/** Does what is planned, and what that plans. */
function finishTasks(): void {
  for (const task of tasks) finish(task);
}

function loadAsShipped() {
  const mode = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  globalThis.queueMicrotask = keepMicrotask;
  try {
    keepTasks(load('scheduler') as Scheduler);
    load('react-dom/client');
    return {
      react: load('react') as Mutable<typeof ReactModule>,
      dom: load('react-dom') as typeof ReactDom,
      jsx: load('react/jsx-runtime') as typeof JsxRuntime,
      development: load('react/jsx-dev-runtime') as { jsxDEV: unknown },
    };
  } finally {
    globalThis.queueMicrotask = queueMicrotask;
    // The headless library asks for it at each render.
    process.env['NODE_ENV'] = mode;
  }
}

const { react, dom, jsx, development } = loadAsShipped();

/** Resolves after what promises that are kept already lead to. */
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function act<T>(callback: () => T | Promise<T>): PromiseLike<T> {
  const result = dom.flushSync(callback);
  finishTasks();
  const settle = async (): Promise<T> => {
    const value = await result;
    await soon();
    finishTasks();
    return value;
  };
  // oxlint-disable-next-line unicorn/no-thenable -- who doesn't await it has nothing to wait for
  return { then: (...next) => settle().then(...next) };
}

react.act = act as typeof react.act;
development.jsxDEV = (
  type: ReactModule.ElementType,
  props: object,
  key?: string,
  isStatic = false,
) => (isStatic ? jsx.jsxs : jsx.jsx)(type, props, key);

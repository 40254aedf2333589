/*
 * Preloaded into a process: counts each call that changes the files of FAULT_DIR, and lets the
 * FAULT_AT-th fail. Written for tests; Linux only.
 *
 *   FAULT_DIR    the folder whose files count; more than one, separated by ':'
 *   FAULT_AT     which call, from 1; 0: none
 *   FAULT_HOW    "kill": the process dies before the call. "eio", "enospc": this call and every
 *                later one fail with that error.
 *   FAULT_COUNT  a file that gets, as text, the number of calls at the end, and then which of them
 *                changed a name; as a negative number, the name of a workspace
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long count;
#define MOST_NAMES 4096
static long named[MOST_NAMES];
static int names;

static int isInside(const char *path) {
  const char *dirs = getenv("FAULT_DIR");
  while (dirs && *dirs) {
    const char *end = strchrnul(dirs, ':');
    size_t length = end - dirs;
    if (length > 0 && strncmp(path, dirs, length) == 0) return 1;
    dirs = *end ? end + 1 : end;
  }
  return 0;
}

static int isOpenInside(int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return isInside(path);
}

static int isWorkspace(const char *path) {
  static const char ending[] = ".latchkey";
  size_t length = strlen(path);
  return length >= sizeof ending && strcmp(path + length - (sizeof ending - 1), ending) == 0;
}

/* Whether the call is to fail; sets errno then. `name`: what it names or unnames, or null. */
static int failsAt(int counts, const char *name) {
  if (!counts) return 0;
  const char *at = getenv("FAULT_AT");
  const char *how = getenv("FAULT_HOW");
  pthread_mutex_lock(&lock);
  long now = ++count;
  if (name && names < MOST_NAMES) named[names++] = isWorkspace(name) ? -now : now;
  pthread_mutex_unlock(&lock);
  long wanted = at ? atol(at) : 0;
  if (wanted <= 0 || now < wanted) return 0;
  if (how && strcmp(how, "eio") == 0) errno = EIO;
  else if (how && strcmp(how, "enospc") == 0) errno = ENOSPC;
  else kill(getpid(), SIGKILL);
  return 1;
}

static int fails(int counts) { return failsAt(counts, NULL); }

__attribute__((destructor)) static void tell(void) {
  const char *file = getenv("FAULT_COUNT");
  if (!file) return;
  FILE *out = fopen(file, "w");
  if (!out) return;
  fprintf(out, "%ld", count);
  for (int at = 0; at < names; at++) fprintf(out, " %ld", named[at]);
  fclose(out);
}

#define REAL(name, ...) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name); \
  return real(__VA_ARGS__)

ssize_t write(int fd, const void *bytes, size_t length) {
  if (fails(isOpenInside(fd))) return -1;
  REAL(write, fd, bytes, length);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
  if (fails(isOpenInside(fd))) return -1;
  REAL(pwrite, fd, bytes, length, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  if (fails(isOpenInside(fd))) return -1;
  REAL(pwrite64, fd, bytes, length, at);
}
int ftruncate(int fd, off_t length) {
  if (fails(isOpenInside(fd))) return -1;
  REAL(ftruncate, fd, length);
}
int ftruncate64(int fd, off64_t length) {
  if (fails(isOpenInside(fd))) return -1;
  REAL(ftruncate64, fd, length);
}
int fsync(int fd) {
  if (fails(isOpenInside(fd))) return -1;
  REAL(fsync, fd);
}
int fdatasync(int fd) {
  if (fails(isOpenInside(fd))) return -1;
  REAL(fdatasync, fd);
}
int rename(const char *from, const char *to) {
  if (failsAt(isInside(to), to)) return -1;
  REAL(rename, from, to);
}
int link(const char *from, const char *to) {
  if (failsAt(isInside(to), to)) return -1;
  REAL(link, from, to);
}
int unlink(const char *path) {
  if (failsAt(isInside(path), path)) return -1;
  REAL(unlink, path);
}
int mkdir(const char *path, mode_t mode) {
  if (fails(isInside(path))) return -1;
  REAL(mkdir, path, mode);
}
/* What Node's rmSync calls. */
int remove(const char *path) {
  if (failsAt(isInside(path), path)) return -1;
  REAL(remove, path);
}

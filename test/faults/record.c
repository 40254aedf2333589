/*
 * Preloaded into a process: writes down each call that changes the files of CUT_DIR, with what it
 * writes, so that disks can be rebuilt as they could look after the power is cut at any moment.
 * Written for tests; Linux only. It sees no mmap: SQLite's index of the WAL, which is rebuilt.
 *
 *   CUT_DIR  the folder whose files count, without a '/' at its end; more than one, separated by ':'
 *   CUT_ACK  the file to which the process writes what it acknowledges
 *   CUT_LOG  the file that gets one record for each call, in the order in which they were done:
 *            a letter, four numbers of 8 bytes (see `record`), then two texts and bytes, each with
 *            its length in 8 bytes before it
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* Held over a call and its record: the order of the records is the one of the calls. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int logFile = -1;

static int isInside(const char *path) {
  const char *dirs = getenv("CUT_DIR");
  while (dirs && *dirs) {
    const char *end = strchrnul(dirs, ':');
    size_t length = end - dirs;
    /* The folder itself, too: its names are synced by it. */
    int isInIt = length > 0 && strncmp(path, dirs, length) == 0;
    if (isInIt && (path[length] == '/' || path[length] == 0)) return 1;
    dirs = *end ? end + 1 : end;
  }
  const char *ack = getenv("CUT_ACK");
  return ack && strcmp(path, ack) == 0;
}

static int isOpenInside(int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return isInside(path);
}

static uint64_t inodeOf(int fd) {
  struct stat found;
  return fstat(fd, &found) == 0 ? found.st_ino : 0;
}

static void put(const void *bytes, size_t length) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  const char *at = bytes;
  while (length > 0) {
    ssize_t done = real(logFile, at, length);
    if (done <= 0) _exit(70);
    at += done;
    length -= done;
  }
}

static void putBytes(const void *bytes, uint64_t length) {
  put(&length, sizeof length);
  put(bytes, length);
}

/* `a`: an inode; `b`: an offset, a length, or whether a file was created; `c`: or emptied. */
static void record(char kind, uint64_t a, uint64_t b, uint64_t c, const char *one,
                   const char *two, const void *bytes, uint64_t length) {
  int was = errno;
  if (logFile < 0) {
    static int (*real)(const char *, int, ...);
    if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    logFile = real(getenv("CUT_LOG"), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    if (logFile < 0) _exit(71);
  }
  uint64_t numbers[3] = {a, b, c};
  put(&kind, 1);
  put(numbers, sizeof numbers);
  putBytes(one, strlen(one));
  putBytes(two, strlen(two));
  putBytes(bytes, length);
  errno = was;
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
      va_list more; \
      va_start(more, flags); \
      mode = va_arg(more, mode_t); \
      va_end(more); \
    } \
    if (!isInside(path) || !(flags & (O_CREAT | O_TRUNC))) return real(path, flags, mode); \
    pthread_mutex_lock(&lock); \
    int isNew = access(path, F_OK) != 0; \
    int fd = real(path, flags, mode); \
    if (fd >= 0 && (isNew || (flags & O_TRUNC))) \
      record('O', inodeOf(fd), isNew, (flags & O_TRUNC) != 0, path, "", "", 0); \
    pthread_mutex_unlock(&lock); \
    return fd; \
  }
OPEN(open)
OPEN(open64)

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(write);
  if (!isOpenInside(fd)) return real(fd, bytes, length);
  pthread_mutex_lock(&lock);
  struct stat found;
  int isAppended = fcntl(fd, F_GETFL) & O_APPEND;
  off_t at = isAppended && fstat(fd, &found) == 0 ? found.st_size : lseek(fd, 0, SEEK_CUR);
  ssize_t done = real(fd, bytes, length);
  if (done > 0) record('W', inodeOf(fd), at, 0, "", "", bytes, done);
  pthread_mutex_unlock(&lock);
  return done;
}

#define PWRITE(name, offset) \
  ssize_t name(int fd, const void *bytes, size_t length, offset at) { \
    REAL(name); \
    if (!isOpenInside(fd)) return real(fd, bytes, length, at); \
    pthread_mutex_lock(&lock); \
    ssize_t done = real(fd, bytes, length, at); \
    if (done > 0) record('W', inodeOf(fd), at, 0, "", "", bytes, done); \
    pthread_mutex_unlock(&lock); \
    return done; \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define FTRUNCATE(name, offset) \
  int name(int fd, offset length) { \
    REAL(name); \
    if (!isOpenInside(fd)) return real(fd, length); \
    pthread_mutex_lock(&lock); \
    int done = real(fd, length); \
    if (done == 0) record('T', inodeOf(fd), length, 0, "", "", "", 0); \
    pthread_mutex_unlock(&lock); \
    return done; \
  }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
  int name(int fd) { \
    REAL(name); \
    if (!isOpenInside(fd)) return real(fd); \
    pthread_mutex_lock(&lock); \
    int done = real(fd); \
    if (done == 0) { \
      char link[64], path[PATH_MAX]; \
      snprintf(link, sizeof link, "/proc/self/fd/%d", fd); \
      ssize_t length = readlink(link, path, sizeof path - 1); \
      path[length > 0 ? length : 0] = 0; \
      record('S', inodeOf(fd), 0, 0, path, "", "", 0); \
    } \
    pthread_mutex_unlock(&lock); \
    return done; \
  }
SYNC(fsync)
SYNC(fdatasync)

/* What is copied inside the kernel is read back. */
static void recordCopy(int fd, off_t at, size_t length) {
  char *bytes = malloc(length);
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int again = bytes ? openat(AT_FDCWD, link, O_RDONLY) : -1;
  if (again < 0 || pread(again, bytes, length, at) != (ssize_t)length) _exit(72);
  close(again);
  record('W', inodeOf(fd), at, 0, "", "", bytes, length);
  free(bytes);
}

/* libuv copies files by this one, past libc. */
long syscall(long number, ...) {
  static long (*real)(long, ...);
  if (!real) real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  long given[6];
  va_list more;
  va_start(more, number);
  for (int nth = 0; nth < 6; nth++) given[nth] = va_arg(more, long);
  va_end(more);
#define CALL real(number, given[0], given[1], given[2], given[3], given[4], given[5])
  int to = (int)given[2];
  if (number != SYS_copy_file_range || !isOpenInside(to)) return CALL;
  pthread_mutex_lock(&lock);
  off_t at = given[3] ? *(off_t *)given[3] : lseek(to, 0, SEEK_CUR);
  long done = CALL;
  if (done > 0) recordCopy(to, at, done);
  pthread_mutex_unlock(&lock);
  return done;
}

#define SENDFILE(name, offset) \
  ssize_t name(int to, int from, offset *fromAt, size_t length) { \
    static ssize_t (*real)(int, int, offset *, size_t); \
    if (!real) real = (ssize_t (*)(int, int, offset *, size_t))dlsym(RTLD_NEXT, #name); \
    if (!isOpenInside(to)) return real(to, from, fromAt, length); \
    pthread_mutex_lock(&lock); \
    off_t at = lseek(to, 0, SEEK_CUR); \
    ssize_t done = real(to, from, fromAt, length); \
    if (done > 0) recordCopy(to, at, done); \
    pthread_mutex_unlock(&lock); \
    return done; \
  }
SENDFILE(sendfile, off_t)
SENDFILE(sendfile64, off64_t)

int rename(const char *from, const char *to) {
  REAL(rename);
  if (!isInside(to)) return real(from, to);
  pthread_mutex_lock(&lock);
  int done = real(from, to);
  if (done == 0) record('R', 0, 0, 0, from, to, "", 0);
  pthread_mutex_unlock(&lock);
  return done;
}
int link(const char *from, const char *to) {
  REAL(link);
  if (!isInside(to)) return real(from, to);
  pthread_mutex_lock(&lock);
  int done = real(from, to);
  if (done == 0) record('L', 0, 0, 0, from, to, "", 0);
  pthread_mutex_unlock(&lock);
  return done;
}

#define REMOVE(name) \
  int name(const char *path) { \
    REAL(name); \
    if (!isInside(path)) return real(path); \
    pthread_mutex_lock(&lock); \
    int done = real(path); \
    if (done == 0) record('U', 0, 0, 0, path, "", "", 0); \
    pthread_mutex_unlock(&lock); \
    return done; \
  }
REMOVE(unlink)
REMOVE(remove)
REMOVE(rmdir)

int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  if (!isInside(path)) return real(path, mode);
  pthread_mutex_lock(&lock);
  int done = real(path, mode);
  if (done == 0) record('M', 0, 0, 0, path, "", "", 0);
  pthread_mutex_unlock(&lock);
  return done;
}

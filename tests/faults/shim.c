/* Stands between the program and the system: ends the process at the n-th change of a file, tears that write, fails it
   as a full or broken disk would, or keeps a record of every change for a simulated power cut. See harness.py. */
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
#include <sys/types.h>
#include <unistd.h>

enum { OFF, KILL, TEAR, FULL, BROKEN, ONCE };
enum { OPENED = 1, WROTE, CUT, SYNCED, MOVED, GONE, SAID };
#define FDS 4096

static char prefix[PATH_MAX];
static char *names[FDS];
static int mode, record = -1;
static long countdown, counted;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER; /* a copy is made behind an act, on a thread of its own */

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);

__attribute__((constructor)) static void find(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_open = dlsym(RTLD_NEXT, "open64");
    real_openat = dlsym(RTLD_NEXT, "openat64");
    real_close = dlsym(RTLD_NEXT, "close");
}

/* What the harness calls through ctypes. */
void fault_arm(const char *folder, int what, long at, int record_to) {
    strncpy(prefix, folder, sizeof prefix - 1);
    mode = what;
    countdown = at;
    counted = 0;
    record = record_to;
}
long fault_counted(void) { return counted; }
void fault_say(const char *word);

static int ours(const char *path) { return prefix[0] && path && strncmp(path, prefix, strlen(prefix)) == 0; }
static const char *name_of(int fd) { return fd >= 0 && fd < FDS ? names[fd] : NULL; }

static void put(const void *bytes, size_t size) {
    const char *at = bytes;
    while (size > 0) {
        ssize_t done = real_write(record, at, size);
        if (done <= 0) _exit(99);
        at += done;
        size -= done;
    }
}
static void keep(int kind, const char *path, const char *other, int64_t offset, const void *bytes, int64_t size) {
    if (record < 0) return;
    int64_t head[5] = {kind, (int64_t)strlen(path), other ? (int64_t)strlen(other) : 0, offset, size};
    pthread_mutex_lock(&one_at_a_time);
    put(head, sizeof head);
    put(path, head[1]);
    if (other) put(other, head[2]);
    if (bytes) put(bytes, size);
    pthread_mutex_unlock(&one_at_a_time);
}
void fault_say(const char *word) { keep(SAID, word, NULL, 0, NULL, 0); }

/* 0: go on; 1: fail with errno set. Ends the process where that is what was asked for. */
static int is_the_one(void) {
    pthread_mutex_lock(&one_at_a_time);
    counted++;
    int now = mode != OFF && --countdown <= 0 && !(mode == ONCE && countdown < 0);
    if (now) countdown = mode == ONCE ? 0 : 1; /* from now on, each time: a full disk stays full */
    pthread_mutex_unlock(&one_at_a_time);
    return now;
}
static int next_change(int fd, const void *bytes, size_t size, off_t offset) {
    if (!is_the_one()) return 0;
    if (mode == TEAR && bytes && size > 1) {
        size_t half = size > 512 ? size / 2 / 512 * 512 : size / 2;
        if (half == 0) half = 1;
        if (offset < 0) real_write(fd, bytes, half);
        else real_pwrite(fd, bytes, half, offset);
    }
    if (mode == KILL || mode == TEAR) _exit(77);
    errno = mode == FULL ? ENOSPC : EIO;
    return 1;
}

static int opened(int fd, const char *path, int flags) {
    if (fd >= 0 && fd < FDS) {
        free(names[fd]);
        names[fd] = NULL;
        if (ours(path)) {
            names[fd] = strdup(path);
            if (flags & (O_CREAT | O_TRUNC)) keep(OPENED, path, NULL, (flags & O_TRUNC) != 0, NULL, 0);
        }
    }
    return fd;
}
#define MODE_OF(flags) va_list list; va_start(list, flags); mode_t bits = (flags & O_CREAT) ? va_arg(list, mode_t) : 0; va_end(list)
int open(const char *path, int flags, ...) { MODE_OF(flags); return opened(real_open(path, flags, bits), path, flags); }
int open64(const char *path, int flags, ...) { MODE_OF(flags); return opened(real_open(path, flags, bits), path, flags); }
int openat(int at, const char *path, int flags, ...) { MODE_OF(flags); return opened(real_openat(at, path, flags, bits), path, flags); }
int openat64(int at, const char *path, int flags, ...) { MODE_OF(flags); return opened(real_openat(at, path, flags, bits), path, flags); }
int close(int fd) {
    if (fd >= 0 && fd < FDS && names[fd]) { free(names[fd]); names[fd] = NULL; }
    return real_close(fd);
}

ssize_t write(int fd, const void *bytes, size_t size) {
    const char *name = name_of(fd);
    if (name) {
        off_t at = lseek(fd, 0, SEEK_CUR);
        if (next_change(fd, bytes, size, -1)) return -1;
        ssize_t done = real_write(fd, bytes, size);
        if (done > 0) keep(WROTE, name, NULL, at, bytes, done);
        return done;
    }
    return real_write(fd, bytes, size);
}
static ssize_t at_place(int fd, const void *bytes, size_t size, off_t offset) {
    const char *name = name_of(fd);
    if (name && next_change(fd, bytes, size, offset)) return -1;
    ssize_t done = real_pwrite(fd, bytes, size, offset);
    if (name && done > 0) keep(WROTE, name, NULL, offset, bytes, done);
    return done;
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) { return at_place(fd, bytes, size, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t size, off_t offset) { return at_place(fd, bytes, size, offset); }
/* Copies within the system are done by reading and writing instead, which are seen. */
ssize_t sendfile(int out, int in, off_t *offset, size_t size) { (void)out; (void)in; (void)offset; (void)size; errno = ENOTSOCK; return -1; }
ssize_t sendfile64(int out, int in, off_t *offset, size_t size) { return sendfile(out, in, offset, size); }
static int cut(int fd, off_t size) {
    const char *name = name_of(fd);
    if (name && next_change(fd, NULL, 0, 0)) return -1;
    int done = real_ftruncate(fd, size);
    if (name && done == 0) keep(CUT, name, NULL, size, NULL, 0);
    return done;
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off_t size) { return cut(fd, size); }
static int synced(int fd) {
    const char *name = name_of(fd);
    if (name && next_change(fd, NULL, 0, 0)) return -1;
    int done = real_fsync(fd);
    if (name && done == 0) keep(SYNCED, name, NULL, counted, NULL, 0); /* which change it was */
    return done;
}
int fsync(int fd) { return synced(fd); }
int fdatasync(int fd) { return synced(fd); }
int rename(const char *from, const char *to) {
    if (ours(from) && next_change(-1, NULL, 0, 0)) return -1;
    int done = real_rename(from, to);
    if (ours(from) && done == 0) keep(MOVED, from, to, 0, NULL, 0);
    return done;
}
int unlink(const char *path) {
    if (ours(path) && next_change(-1, NULL, 0, 0)) return -1;
    int done = real_unlink(path);
    if (ours(path) && done == 0) keep(GONE, path, NULL, 0, NULL, 0);
    return done;
}

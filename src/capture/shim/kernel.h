/* kernel: system calls without libc. They leave errno alone and cannot be
 * interposed; on failure they return -errno. */
#ifndef REMEDY_CAPTURE_SHIM_KERNEL_H
#define REMEDY_CAPTURE_SHIM_KERNEL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
static inline long
kernel_call(long number, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	long result;
	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}
#elif defined(__aarch64__)
static inline long
kernel_call(long number, long a, long b, long c, long d, long e, long f)
{
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	register long x3 __asm__("x3") = d;
	register long x4 __asm__("x4") = e;
	register long x5 __asm__("x5") = f;
	__asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
	return x0;
}
#else
#error "libremedy-capture.so knows x86_64 and aarch64"
#endif

/* On both of these machines libc's struct stat is the kernel's. */
static inline long
kernel_fstat(int fd, struct stat *st)
{
	return kernel_call(SYS_fstat, fd, (long)st, 0, 0, 0, 0);
}

static inline long
kernel_stat(int dir, const char *path, struct stat *st, int flags)
{
	return kernel_call(SYS_newfstatat, dir, (long)path, (long)st, flags, 0, 0);
}

static inline long
kernel_open(int dir, const char *path, int flags, int mode)
{
	return kernel_call(SYS_openat, dir, (long)path, flags, mode, 0, 0);
}

static inline long
kernel_read(int fd, void *buffer, size_t n)
{
	return kernel_call(SYS_read, fd, (long)buffer, (long)n, 0, 0, 0);
}

static inline void
kernel_close(int fd)
{
	kernel_call(SYS_close, fd, 0, 0, 0, 0, 0);
}

static inline uint32_t
kernel_pid(void)
{
	return (uint32_t)kernel_call(SYS_getpid, 0, 0, 0, 0, 0, 0);
}

#endif

/* odd WHAT: a program that does something unusual with threads, signals or its
 * descriptor 2. What it prints in all, sorted by lines, is the same each time. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef OWN_WRITE /* a program's own function of that name: ours must stay out of its way */
ssize_t
write(int fd, const void *bytes, size_t n)
{
	return syscall(SYS_write, fd, bytes, n);
}
#endif

static void
say(const char *s)
{
	if (write(2, s, strlen(s)) < 0)
		return;
}

/* Closed, taken by a file that is none of stderr's business, and put back. */
static void
descriptors(void)
{
	int kept = dup(2);
	say("before\n");
	close(2);
	say("lost\n");
	if (open("/dev/null", O_WRONLY) != 2)
		exit(3);
	fprintf(stderr, "to nobody\n");
	dup2(kept, 2);
	say("back\n");
	close(2);
	if (fcntl(kept, F_DUPFD, 2) != 2)
		exit(4);
	fprintf(stderr, "again\n");
	if (freopen("/dev/null", "w", stderr) == NULL)
		exit(5);
	fputs("to nobody\n", stderr);
	fflush(stderr);
	dup2(kept, fileno(stderr));
	fputs("reopened\n", stderr);
	syscall(SYS_close_range, 3, ~0U, 0);
	say("after close_range\n");
}

static void *
writes(void *argument)
{
	for (int i = 0; i < 200; i++)
		say(argument != NULL ? "a thread's line\n" : "another thread's line\n");
	return NULL;
}

/* Children are made while other threads write; each writes before it ends. */
static void
forks(void)
{
	pthread_t ids[8];
	for (size_t i = 0; i < 8; i++)
		if (pthread_create(&ids[i], NULL, writes, i % 2 ? ids : NULL) != 0)
			exit(3);
	for (int i = 0; i < 100; i++) {
		pid_t child = fork();
		if (child == 0) {
			say("a child's line\n");
			fprintf(stderr, "and by %s\n", "stdio");
			_exit(0);
		}
		waitpid(child, NULL, 0);
	}
	for (size_t i = 0; i < 8; i++)
		pthread_join(ids[i], NULL);
}

static void *
writes_for_ever(void *argument)
{
	int fd = *(int *)argument;
	pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, NULL);
	for (;;) /* blocks in write, as nobody reads: a cancellation point */
		if (write(fd, "x", 1) < 0)
			return NULL;
}

/* A thread that is cancelled in write must go, on 2 too. */
static void
cancels(void)
{
	int ends[2], kept = dup(2), two = 2;
	pthread_t ids[4];
	if (pipe(ends) != 0)
		exit(3);
	dup2(ends[1], 2);
	for (size_t i = 0; i < 4; i++)
		if (pthread_create(&ids[i], NULL, writes_for_ever, &two) != 0)
			exit(4);
	usleep(50000);
	for (size_t i = 0; i < 4; i++) {
		void *how = NULL;
		pthread_cancel(ids[i]);
		pthread_join(ids[i], &how);
		if (how != PTHREAD_CANCELED)
			exit(5);
	}
	dup2(kept, 2);
	say("all were cancelled\n");
}

static volatile sig_atomic_t ticks;

static void
tick(int number)
{
	(void)number;
	int saved = errno;
	if (++ticks <= 1000)
		say("a signal's line\n");
	errno = saved;
}

static void
signals(void)
{
	struct sigaction action = {.sa_handler = tick, .sa_flags = SA_RESTART};
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &(struct itimerval){{0, 50}, {0, 50}}, NULL);
	for (int i = 0; i < 2000 || ticks < 1000; i++) {
		errno = 77;
		if (i < 2000)
			fprintf(stderr, "line %d\n", i);
		if (errno != 77)
			exit(3);
	}
	setitimer(ITIMER_REAL, &(struct itimerval){{0, 0}, {0, 0}}, NULL);
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void);
	} all[] = {{"descriptors", descriptors}, {"forks", forks}, {"cancels", cancels}, {"signals", signals}};
	for (size_t i = 0; argc == 2 && i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(argv[1], all[i].name) == 0) {
			all[i].run();
			return 7;
		}
	return 2;
}

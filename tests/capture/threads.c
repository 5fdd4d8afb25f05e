/* 64 threads that write and vfork children that write before they exec, while a
 * timer's signal handler writes too. Each line is whole by itself. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 64, ROUNDS = 8 };

static void
on_alarm(int signal)
{
	(void)signal;
	if (write(2, "signal line\n", 12) != 12)
		_exit(9);
}

static void *
work(void *argument)
{
	(void)argument;
	char *const argv[] = {(char *)"true", NULL};
	for (int i = 0; i < ROUNDS; i++) {
		if (write(2, "thread line\n", 12) != 12)
			_exit(8);
		pid_t child = vfork();
		if (child == 0) {
			if (write(2, "vfork line\n", 11) != 11)
				_exit(7);
			execve("/bin/true", argv, (char *[]){NULL});
			_exit(6);
		}
		int status;
		if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
			_exit(5);
	}
	return NULL;
}

int
main(void)
{
	struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
	sigaction(SIGALRM, &action, NULL);
	struct itimerval every = {{0, 500}, {0, 500}};
	setitimer(ITIMER_REAL, &every, NULL);
	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, work, NULL) != 0)
			return 4;
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	return 0;
}

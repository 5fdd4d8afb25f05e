/* turns ROUNDS -- COMMAND… [-- COMMAND…]…: runs the commands in turns and prints a
 * line each: the least and the median microseconds of a process from start to
 * end, its peak memory in KiB, its minor and major page faults, and its least
 * processor time in microseconds. Small, since a process counts the memory that
 * its parent had when it was made. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { COMMANDS = 16 };

extern char **environ;

struct command {
	char **argv;
	double *took;
	double processor;
	struct rusage usage;
};

static double
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
order(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;
	return (a > b) - (a < b);
}

static double
microseconds(struct timeval t)
{
	return (double)t.tv_sec * 1e6 + (double)t.tv_usec;
}

static int
run(struct command *c, int round, const posix_spawn_file_actions_t *files)
{
	pid_t pid;
	int status;
	double begin = now();
	if (posix_spawn(&pid, c->argv[0], files, NULL, c->argv, environ) != 0) {
		fprintf(stderr, "turns: %s cannot be run\n", c->argv[0]);
		return 1;
	}
	if (wait4(pid, &status, 0, &c->usage) != pid)
		return 1;
	c->took[round] = now() - begin;
	double processor = microseconds(c->usage.ru_utime) + microseconds(c->usage.ru_stime);
	if (round == 0 || processor < c->processor)
		c->processor = processor;
	return 0;
}

int
main(int argc, char **argv)
{
	int rounds = argc > 2 ? atoi(argv[1]) : 0;
	struct command commands[COMMANDS];
	int count = 0;
	for (int i = 2; i < argc; i++)
		if (strcmp(argv[i], "--") == 0 && count < COMMANDS) {
			argv[i] = NULL;
			commands[count++] = (struct command){.argv = argv + i + 1};
		}
	if (rounds < 1 || count == 0)
		return 2;
	posix_spawn_file_actions_t files;
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	for (int i = 0; i < count; i++)
		commands[i].took = calloc((size_t)rounds, sizeof(double));
	for (int round = 0; round < rounds; round++)
		for (int i = 0; i < count; i++)
			if (run(&commands[i], round, &files) != 0)
				return 1;
	for (int i = 0; i < count; i++) {
		struct command *c = &commands[i];
		qsort(c->took, (size_t)rounds, sizeof(double), order);
		printf("%.1f %.1f %ld %ld %ld %.1f\n", c->took[0], c->took[rounds / 2], c->usage.ru_maxrss,
		       c->usage.ru_minflt, c->usage.ru_majflt, c->processor);
		free(c->took);
	}
	return 0;
}

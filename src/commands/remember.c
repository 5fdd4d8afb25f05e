#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/lang.h"
#include "commands/command.h"
#include "commands/recall.h"

enum { TIME_LIMIT_MS = 400 };

static void
late(int number)
{
	(void)number;
	_exit(STATUS_NONE);
}

/* The prompt waits: what is not done in time is left to the next one. */
static void
set_time_limit(void)
{
	struct sigaction action = {.sa_handler = late};
	struct itimerval limit = {.it_value = {.tv_usec = TIME_LIMIT_MS * 1000}};
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &limit, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static int
remember_run(struct arena *a, int argc, char **argv)
{
	const char *ring = NULL;
	bool weak = false;
	int i = 1;
	for (; i < argc; i++) {
		if (strcmp(argv[i], "--weak") == 0)
			weak = true;
		else if (strcmp(argv[i], "--ring") == 0 && i + 1 < argc)
			ring = argv[++i];
		else
			return STATUS_NONE;
	}
	set_time_limit();
	return ring != NULL && recall_cured(a, ring, recall_trail(a), weak) ? STATUS_DONE : STATUS_NONE;
}

extern const struct command command_remember;
const struct command command_remember = {
	.name = "remember",
	.usage = "--ring PATH [--weak]",
	.summary = N_("note what cured a failure (called by the shell)"),
	.help = N_("  --ring PATH  where the shell keeps what its programs wrote\n"
		   "  --weak       not the same command line went well, only the same program\n"
		   "\n"
		   "What was run since the failure is in REMEDY_SINCE: exit status, blank, line; a line each.\n"
		   "\n"
		   "Example: REMEDY_SINCE='0 pip install cffi' remedy remember --ring PATH\n"),
	.run = remember_run,
};

#include "commands/departure.h"

#include <stddef.h>

sigset_t
departure_signals(void)
{
	static const int numbers[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP};
	sigset_t all;
	sigemptyset(&all);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct sigaction now;
		if (sigaction(numbers[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
			sigaddset(&all, numbers[i]);
	}
	return all;
}

void
departure_hold(sigset_t *before)
{
	const sigset_t all = departure_signals();
	sigprocmask(SIG_BLOCK, &all, before);
}

bool
departure_wanted(void)
{
	sigset_t waiting;
	const sigset_t all = departure_signals();
	if (sigpending(&waiting) != 0 || sigandset(&waiting, &waiting, &all) != 0)
		return false;
	return !sigisemptyset(&waiting);
}

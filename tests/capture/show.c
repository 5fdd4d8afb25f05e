/* Prints a run of a ring, for the tests: show RING RUN. A line a process, the
 * text behind them. */
#include <stdio.h>
#include <stdlib.h>

#include "base/path.h"
#include "capture/run.h"

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	const char *why = NULL;
	if (argc != 3)
		return 2;
	const struct run *r = run_from_ring(a, argv[1], (uint32_t)strtoul(argv[2], NULL, 10), &why);
	if (r == NULL) {
		printf("none: %s\n", why);
		return 1;
	}
	const struct process *culprit = run_culprit(r);
	for (size_t i = 0; i < r->count; i++) {
		const struct process *p = &r->processes[i];
		printf("process %s depth=%u%s", path_base(p->exe), p->depth, p->python ? " python" : "");
		if (p->ended)
			printf(" status=%d", p->status);
		printf("%s argv=", p == culprit ? " culprit" : "");
		for (size_t j = 0; j < p->argc; j++)
			printf("%s%s", j > 0 ? "|" : "", p->argv[j]);
		printf(" execfn=%s cwd=%s", p->execfn, p->cwd);
		for (char **e = p->env; *e != NULL; e++)
			printf(" %s", *e);
		printf("\n");
	}
	printf("text%s\n", r->truncated ? " truncated" : "");
	fwrite(r->text, 1, r->size, stdout);
	arena_free(a);
	return 0;
}

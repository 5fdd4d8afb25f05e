#include "catalog/rule.h"

#include <signal.h>
#include <string.h>

#include "catalog/literal.h"

const char *
clause_name(enum clause c)
{
	static const char *const names[CLAUSES] = {
		[CLAUSE_TEXT] = "text",
		[CLAUSE_MATCH] = "match",
		[CLAUSE_FRAME_FILE] = "frame.file",
		[CLAUSE_FRAME_FUNCTION] = "frame.function",
		[CLAUSE_FRAME_SOURCE] = "frame.source",
		[CLAUSE_CONTEXT] = "context",
		[CLAUSE_CHAIN] = "chain.match",
		[CLAUSE_COMMAND] = "command",
	};
	return names[c];
}

int
rule_signal(const char *name)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = {
		{"SEGV", SIGSEGV}, {"KILL", SIGKILL}, {"ABRT", SIGABRT}, {"BUS", SIGBUS}, {"ILL", SIGILL},
		{"FPE", SIGFPE},   {"PIPE", SIGPIPE}, {"TERM", SIGTERM}, {"HUP", SIGHUP}, {"TRAP", SIGTRAP},
		{"XCPU", SIGXCPU}, {"XFSZ", SIGXFSZ}, {"SYS", SIGSYS},
	};
	if (strncmp(name, "SIG", 3) == 0)
		name += 3;
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		if (strcmp(signals[i].name, name) == 0)
			return signals[i].number;
	return 0;
}

unsigned
rule_specificity(struct arena *a, const struct rule *r, size_t when_count)
{
	enum { CONDITION = 10 };
	size_t sum = CONDITION * when_count;
	for (int c = 0; c < CLAUSES; c++) {
		if (r->regex[c] == NULL)
			continue;
		sum += literal_weight(a, r->regex[c]);
		if (c != CLAUSE_TEXT && c != CLAUSE_MATCH)
			sum += CONDITION;
	}
	sum += r->chain_exception != NULL ? CONDITION : 0;
	sum += r->statuses != NULL ? CONDITION : 0;
	sum += r->where != FRAME_ANY ? CONDITION : 0;
	return sum < 100000 ? (unsigned)sum : 100000;
}

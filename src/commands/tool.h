/* tool: commands of Python's world, and the distributions that they come with. */
#ifndef REMEDY_COMMANDS_TOOL_H
#define REMEDY_COMMANDS_TOOL_H

#include <stdbool.h>

struct tool {
	const char *word;
	const char *distribution;
	bool project; /* belongs beside the code it works on, not on its own */
};

/* The tool of that name, or NULL. */
const struct tool *tool_find(const char *word);
/* The one name, a tool's or "python" or "python3", that `word` most likely misspells;
 * NULL if there is none, or several. */
const char *tool_near(const char *word);

#endif

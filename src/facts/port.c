/* Who holds a port: /proc/net/tcp names the socket's inode, /proc/PID/fd the
 * process that has it open (only one's own, or all for root). */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/text.h"
#include "facts/fact.h"

enum { TABLE_LIMIT = 4 << 20, LISTENING = 0x0a, INODES = 8, NAME_LIMIT = 40 };

/* Lines: "  sl  local_address rem_address st … inode"; the address is hex:HEXPORT. */
static size_t
listening_inodes(struct arena *a, const char *table, unsigned port, unsigned long *inodes, size_t count)
{
	const char *text = path_read(a, table, TABLE_LIMIT, true, NULL);
	for (const char *line = text; line != NULL && count < INODES;
	     line = strchr(line, '\n'), line = line == NULL ? NULL : line + 1) {
		unsigned local, state;
		unsigned long inode;
		if (sscanf(line, " %*u: %*[0-9A-Fa-f]:%4x %*[0-9A-Fa-f]:%*x %2x %*s %*s %*s %*u %*u %lu", &local,
			   &state, &inode) == 3 &&
		    local == port && state == LISTENING)
			inodes[count++] = inode;
	}
	return count;
}

static bool
holds(struct facts *f, const char *pid, const unsigned long *inodes, size_t count)
{
	struct walk w;
	const struct dirent *entry;
	bool found = false;
	char *fds = arena_printf(f->arena, "/proc/%s/fd", pid);
	if (!walk_open(&w, f, fds))
		return false;
	while (!found && (entry = walk_next(&w)) != NULL) {
		char link[64];
		unsigned long inode;
		ssize_t n = readlink(path_join(f->arena, fds, entry->d_name), link, sizeof(link) - 1);
		if (n <= 0)
			continue;
		link[n] = '\0';
		if (sscanf(link, "socket:[%lu]", &inode) != 1)
			continue;
		for (size_t k = 0; k < count; k++)
			found = found || inode == inodes[k];
	}
	return found;
}

static struct value
port_user(struct subject *s)
{
	struct facts *f = s->facts;
	char *end;
	unsigned long port = s->port == NULL ? 0 : strtoul(s->port, &end, 10);
	unsigned long inodes[INODES];
	if (port == 0 || port > 65535 || *end != '\0')
		return fact_unknown();
	size_t count = listening_inodes(f->arena, "/proc/net/tcp", (unsigned)port, inodes, 0);
	count = listening_inodes(f->arena, "/proc/net/tcp6", (unsigned)port, inodes, count);
	struct walk w;
	const struct dirent *entry;
	struct value user = fact_unknown();
	if (count == 0 || !walk_open(&w, f, "/proc"))
		return user;
	while (user.text == NULL && (entry = walk_next(&w)) != NULL) {
		if (strspn(entry->d_name, "0123456789") != strlen(entry->d_name) ||
		    !holds(f, entry->d_name, inodes, count))
			continue;
		/* comm is whatever that process calls itself. */
		char *comm =
			path_read(f->arena, arena_printf(f->arena, "/proc/%s/comm", entry->d_name), 64, true, NULL);
		if (comm != NULL)
			comm[strcspn(comm, "\n")] = '\0';
		user = fact_value(arena_printf(f->arena, "%s (%s)",
					       text_safe(f->arena, comm == NULL ? "?" : comm, NAME_LIMIT),
					       entry->d_name),
				  "/proc/net/tcp");
	}
	return user;
}

const struct fact port_facts[] = {
	{"port.user", port_user, FACT_HERE},
	{0},
};

/* day: the calendar day that a log's line tells of. */
#ifndef REMEDY_COMMANDS_DAY_H
#define REMEDY_COMMANDS_DAY_H

#include <stdbool.h>
#include <stddef.h>

/* The first date in the text, as "2026-01-31": 2026-01-31, 2026/01/31 (both also
 * with a T or space behind), 31/Jan/2026. False if there is none. */
bool day_read(const char *s, size_t n, char day[11]);
/* "2026-01-31" is a day of the calendar. */
bool day_is(const char *s);

#endif

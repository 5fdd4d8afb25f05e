#include "commands/day.h"

#include <stdio.h>
#include <string.h>

static bool
digits(const char *s, int n)
{
	for (int i = 0; i < n; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return true;
}

static bool
is_day(int year, int month, int day)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return year >= 1980 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

static int
number(const char *s, int n)
{
	int value = 0;
	for (int i = 0; i < n; i++)
		value = value * 10 + (s[i] - '0');
	return value;
}

static int
month_of(const char *s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	for (int i = 0; i < 12; i++)
		if (memcmp(s, months + i * 3, 3) == 0)
			return i + 1;
	return 0;
}

bool
day_read(const char *s, size_t n, char day[11])
{
	for (size_t i = 0; i + 10 <= n && s[i] != '\n'; i++) {
		const char *p = s + i;
		int year = 0, month = 0, date = 0;
		if (i > 0 && digits(p - 1, 1))
			continue;
		if ((p[4] == '-' || p[4] == '/') && p[7] == p[4] && digits(p, 4) && digits(p + 5, 2) &&
		    digits(p + 8, 2)) {
			year = number(p, 4);
			month = number(p + 5, 2);
			date = number(p + 8, 2);
		} else if (i + 11 <= n && p[2] == '/' && p[6] == '/' && digits(p, 2) && digits(p + 7, 4)) {
			year = number(p + 7, 4);
			month = month_of(p + 3);
			date = number(p, 2);
		}
		if (is_day(year, month, date)) {
			snprintf(day, 11, "%04d-%02d-%02d", year % 10000, month % 100, date % 100);
			return true;
		}
	}
	return false;
}

bool
day_is(const char *s)
{
	char day[11];
	return strlen(s) == 10 && day_read(s, 10, day) && strcmp(day, s) == 0;
}

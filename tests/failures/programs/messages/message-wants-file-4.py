import select
select.select(["x"], [], [])

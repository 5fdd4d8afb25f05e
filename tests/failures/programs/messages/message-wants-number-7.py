import select
select.select([], [], [], "1")

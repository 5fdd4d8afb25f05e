\begin{document}

import io
import xml.etree.ElementTree as ET
list(ET.iterparse(io.BytesIO(b"<a/>"), events=["begin"]))

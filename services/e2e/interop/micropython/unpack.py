# What the MicroPython library does with an archive, by MicroPython's own modules. ARCHIVE is given.
import deflate
import io
import json
import tarfile

files = {}
archive = tarfile.TarFile(fileobj=deflate.DeflateIO(io.BytesIO(ARCHIVE), deflate.AUTO, 9))
for entry in archive:
    if entry.type != tarfile.DIRTYPE and '@PaxHeader' not in entry.name:
        files[entry.name[2:]] = archive.extractfile(entry).read()
json.loads(files['schema.json'])['input_base_topic']
env = json.loads(files['env.json'])
print(json.dumps({'names': sorted(files), 'main': files['main.py'].decode(), 'env': env}))

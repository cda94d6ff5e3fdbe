"""The sealed files of a repository, written from the format's description (restic design, "Keys, Encryption and MAC") with nothing of Archivist's in it."""
import base64, ctypes, ctypes.util, hashlib, json, os

crypto = ctypes.CDLL(ctypes.util.find_library("crypto"))
for name in ("EVP_CIPHER_CTX_new", "EVP_aes_256_ctr", "EVP_aes_128_ecb"):
    getattr(crypto, name).restype = ctypes.c_void_p


def aes(cipher, key, iv, text):
    context = ctypes.c_void_p(crypto.EVP_CIPHER_CTX_new())
    crypto.EVP_EncryptInit_ex(context, ctypes.c_void_p(getattr(crypto, cipher)()), None, key, iv)
    crypto.EVP_CIPHER_CTX_set_padding(context, 0)
    out, length = ctypes.create_string_buffer(len(text) + 32), ctypes.c_int()
    crypto.EVP_EncryptUpdate(context, out, ctypes.byref(length), text, len(text))
    crypto.EVP_CIPHER_CTX_free(context)
    return out.raw[: len(text)]


def poly1305(text, r, s):
    r = int.from_bytes(r, "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    sum_ = 0
    for at in range(0, len(text), 16):
        sum_ = (sum_ + int.from_bytes(text[at : at + 16] + b"\1", "little")) * r % ((1 << 130) - 5)
    return ((sum_ + int.from_bytes(s, "little")) & ((1 << 128) - 1)).to_bytes(16, "little")


def seal(key, text):
    iv = os.urandom(16)
    sealed = aes("EVP_aes_256_ctr", key[:32], iv, text)
    return iv + sealed + poly1305(sealed, key[48:64], aes("EVP_aes_128_ecb", key[32:48], None, iv))


def sha(content):
    return hashlib.sha256(content).hexdigest()


def opened(key, sealed):
    """What seal wrote; the MAC is not looked at."""
    return aes("EVP_aes_256_ctr", key[:32], sealed[:16], sealed[16:-16])


def scrypt(password, document):
    return hashlib.scrypt(password, salt=base64.b64decode(document["salt"]), n=document["N"], r=document["r"], p=document["p"], dklen=64, maxmem=1 << 30)


def cheapened(file, password):
    """The same key under the same password, behind a scrypt that takes next to nothing, as a new file; the old one goes."""
    with open(file) as old:
        document = json.load(old)
    master = opened(scrypt(password, document), base64.b64decode(document["data"]))
    document |= {"N": 1024, "p": 1}
    document["data"] = base64.b64encode(seal(scrypt(password, document), master)).decode()
    content = json.dumps(document).encode()
    os.remove(file)
    with open(os.path.join(os.path.dirname(file), sha(content)), "wb") as new:
        new.write(content)

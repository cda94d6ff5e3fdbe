#!/usr/bin/env python3
"""A second implementation of SLIP-0039, written from the standard: a judge of shares.

combine WORDLIST [PASSPHRASE] < shares     the secret in hexadecimal; ends with 1 if the shares are refused
share WORDLIST HEX K N                     makes shares, one a line
vectors WORDLIST VECTORS.json              says how many of the published vectors it gets right
"""
import hashlib
import hmac
import json
import secrets
import sys

EXP, LOG = [0] * 255, [0] * 256
value = 1
for power in range(255):
    EXP[power], LOG[value] = value, power
    value ^= (value << 1) ^ (0x11B if value & 0x80 else 0)
    value &= 0xFF


def interpolate(points, x):
    """The values at x of the polynomials through the points, by logarithms."""
    if x in points:
        return points[x]
    top = sum(LOG[i ^ x] for i in points)
    result = bytearray(len(next(iter(points.values()))))
    for i, values in points.items():
        weight = (top - LOG[i ^ x] - sum(LOG[i ^ j] for j in points if j != i)) % 255
        for k, byte in enumerate(values):
            result[k] ^= EXP[(LOG[byte] + weight) % 255] if byte else 0
    return bytes(result)


def polymod(values):
    generator = [0xE0E040, 0x1C1C080, 0x3838100, 0x7070200, 0xE0E0009, 0x1C0C2412, 0x38086C24, 0x3090FC48, 0x21B1F890, 0x3F3F120]
    check = 1
    for item in values:
        top = check >> 20
        check = (check & 0xFFFFF) << 10 ^ item
        for i in range(10):
            check ^= generator[i] if top >> i & 1 else 0
    return check


def customization(extendable):
    return list(b"shamir_extendable" if extendable else b"shamir")


def decode(mnemonic, words):
    numbers = [words.index(word) for word in mnemonic.split()]
    if len(numbers) < 20:
        raise ValueError("too short")
    head = 0
    for number in numbers[:4]:
        head = head << 10 | number
    extendable = head >> 24 & 1
    if polymod(customization(extendable) + numbers) != 1:
        raise ValueError("checksum")
    padding = (len(numbers) - 7) * 10 % 16
    body = 0
    for number in numbers[4:-3]:
        body = body << 10 | number
    length = ((len(numbers) - 7) * 10 - padding) // 8
    if padding > 8 or body >> length * 8:
        raise ValueError("padding")
    common = (head >> 25, extendable, head >> 20 & 15, (head >> 12 & 15) + 1, (head >> 8 & 15) + 1, length)
    if common[3] > common[4]:
        raise ValueError("groups")
    return common, head >> 16 & 15, head >> 4 & 15, (head & 15) + 1, body.to_bytes(length, "big")


def encode(common, group, member, threshold, data, words):
    identifier, extendable, exponent, group_threshold, groups, length = common
    head = identifier << 25 | extendable << 24 | exponent << 20 | group << 16 | group_threshold - 1 << 12 | groups - 1 << 8 | member << 4 | threshold - 1
    count = -(-length * 8 // 10)
    numbers = [head >> shift & 1023 for shift in (30, 20, 10, 0)]
    body = int.from_bytes(data, "big")
    numbers += [body >> 10 * i & 1023 for i in reversed(range(count))]
    check = polymod(customization(extendable) + numbers + [0, 0, 0]) ^ 1
    numbers += [check >> shift & 1023 for shift in (20, 10, 0)]
    return " ".join(words[number] for number in numbers)


def recover(points, threshold):
    if len(points) != threshold:
        raise ValueError("too few or too many")
    if threshold == 1:
        return next(iter(points.values()))
    secret, digest = interpolate(points, 255), interpolate(points, 254)
    if hmac.new(digest[4:], secret, "sha256").digest()[:4] != digest[:4]:
        raise ValueError("digest")
    return secret


def feistel(data, passphrase, common, rounds):
    salt = b"" if common[1] else b"shamir" + common[0].to_bytes(2, "big")
    left, right = data[:len(data) // 2], data[len(data) // 2:]
    for i in rounds:
        mask = hashlib.pbkdf2_hmac("sha256", bytes([i]) + passphrase, salt + right, 2500 << common[2], len(right))
        left, right = right, bytes(a ^ b for a, b in zip(left, mask))
    return right + left


def combine(mnemonics, words, passphrase):
    shares = [decode(mnemonic, words) for mnemonic in mnemonics]
    if len({share[0] for share in shares}) != 1:
        raise ValueError("different sets")
    common, groups = shares[0][0], {}
    for _, group, member, threshold, data in shares:
        known = groups.setdefault(group, (threshold, {}))
        if known[0] != threshold or known[1].get(member, data) != data:
            raise ValueError("contradiction")
        known[1][member] = data
    complete = {group: recover(points, threshold) for group, (threshold, points) in groups.items() if len(points) >= threshold}
    return feistel(recover(complete, common[3]), passphrase, common, (3, 2, 1, 0))


def share(secret, threshold, count, words):
    common = (secrets.randbits(15), 1, 1, 1, 1, len(secret))
    encrypted = feistel(secret, b"", common, (0, 1, 2, 3))
    key = secrets.token_bytes(len(secret) - 4)
    points = {i: secrets.token_bytes(len(secret)) for i in range(threshold - 2)}
    points |= {254: hmac.new(key, encrypted, "sha256").digest()[:4] + key, 255: encrypted}
    return [encode(common, 0, i, threshold, interpolate(points, i), words) for i in range(count)]


def vectors(path, words):
    right = 0
    for name, mnemonics, expected, _ in json.load(open(path, encoding="ascii")):
        try:
            found = combine(mnemonics, words, b"TREZOR").hex()
        except ValueError:
            found = ""
        if found != expected:
            sys.exit(f"{name}: {found}")
        right += 1
    return right


verb, words = sys.argv[1], open(sys.argv[2], encoding="ascii").read().split()
if verb == "combine":
    try:
        print(combine([line for line in sys.stdin.read().splitlines() if line.strip()], words, sys.argv[3].encode() if len(sys.argv) > 3 else b"").hex())
    except ValueError as cause:
        sys.exit(f"refused: {cause}")
elif verb == "share":
    print("\n".join(share(bytes.fromhex(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]), words)))
elif verb == "vectors":
    print(vectors(sys.argv[3], words))

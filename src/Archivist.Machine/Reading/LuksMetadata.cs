using System.Text.Json;

namespace Archivist.Machine.Reading;

/// <summary>What <c>cryptsetup luksDump --dump-json-metadata</c> tells of a LUKS2 container. Immutable.</summary>
/// <param name="Cipher">Such as <c>aes-xts-plain64</c>.</param>
/// <param name="KeyBits">The size of the volume key in bits.</param>
/// <param name="SectorSize">Bytes that are encrypted together.</param>
/// <param name="Offset">Where the data begins, in bytes.</param>
/// <param name="HasPassphrase">Whether a key slot belongs to no token, so that a passphrase or a key file opens it.</param>
internal sealed record LuksMetadata(string Cipher, int? KeyBits, int SectorSize, long Offset, bool HasPassphrase)
{
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static LuksMetadata Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var segment = Members(root, "segments").Select(member => member.Value).FirstOrDefault();
        var hasSegment = segment.ValueKind is JsonValueKind.Object;
        // A recovery key of systemd has a token too, and is typed like a passphrase.
        var bound = Members(root, "tokens").Where(token => token.Value.Text("type") is not "systemd-recovery").SelectMany(token => token.Value.Texts("keyslots")).ToHashSet(StringComparer.Ordinal);
        var slots = Members(root, "keyslots").ToList();
        return new LuksMetadata(
            hasSegment ? segment.Text("encryption") ?? "aes-xts-plain64" : "aes-xts-plain64",
            slots.Select(slot => (int?)slot.Value.Whole("key_size") * 8).FirstOrDefault(bits => bits is not null),
            hasSegment ? (int)(segment.Whole("sector_size") ?? 512) : 512, hasSegment ? segment.Whole("offset") ?? DefaultOffset : DefaultOffset,
            slots.Count == 0 || slots.Any(slot => !bound.Contains(slot.Name)));
    }

    /// <summary>16 MiB, as cryptsetup(8) makes it.</summary>
    internal const long DefaultOffset = 16 << 20;

    private static IEnumerable<JsonProperty> Members(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value.EnumerateObject() : Enumerable.Empty<JsonProperty>();
}

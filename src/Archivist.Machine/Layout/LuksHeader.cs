using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Archivist.Machine.Layout;

/// <summary>What <c>cryptsetup luksDump</c> tells of a container: nothing of it is a key. Immutable.</summary>
/// <param name="Type"><c>luks1</c> or <c>luks2</c>.</param>
/// <param name="Cipher">As <c>--cipher</c> takes it, such as <c>aes-xts-plain64</c>; null where it was not found.</param>
/// <param name="KeyBits">As <c>--key-size</c> takes it; null where it was not found.</param>
/// <param name="SectorSize">As <c>--sector-size</c> takes it; null for the default of 512.</param>
/// <param name="HasPassphrase">Some key slot is opened by what a person can type.</param>
internal sealed record LuksHeader(string Type, string? Cipher, int? KeyBits, int? SectorSize, bool HasPassphrase)
{
    /// <summary>Tokens whose key slots no passphrase opens. The slot of a recovery key (systemd-recovery) is opened by typing it.</summary>
    private static readonly string[] MachineTokens = ["clevis", "systemd-tpm2", "systemd-fido2", "systemd-pkcs11"];

    /// <summary>Reads the metadata of LUKS2 (JSON), or the dump of LUKS1 (text).</summary>
    /// <returns>Null for what is neither.</returns>
    internal static LuksHeader? Find(ReadOnlyMemory<byte> dump)
    {
        var text = Encoding.UTF8.GetString(dump.Span);
        if (!text.TrimStart().StartsWith('{'))
            return FindFirstVersion(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static LuksHeader Read(JsonElement root)
    {
        var slots = Entries(root, "keyslots");
        var machine = Entries(root, "tokens").Where(token => MachineTokens.Contains(ListedDevice.TextOf(token.Value, "type")))
            .SelectMany(token => token.Value.TryGetProperty("keyslots", out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray().Select(slot => slot.GetString() ?? "") : []).ToHashSet();
        var segment = Entries(root, "segments").Select(pair => pair.Value).FirstOrDefault();
        var size = slots.Select(pair => NumberOf(pair.Value, "key_size")).FirstOrDefault(bytes => bytes is not null);
        var isKnown = segment.ValueKind is JsonValueKind.Object;
        return new LuksHeader(
            "luks2", isKnown ? ListedDevice.TextOf(segment, "encryption") : null, size * 8, isKnown && NumberOf(segment, "sector_size") is { } sector and not 512 ? sector : null,
            slots.Any(slot => !machine.Contains(slot.Key) && ListedDevice.TextOf(slot.Value, "type") == "luks2"));
    }

    private static LuksHeader? FindFirstVersion(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).ToLookup(parts => parts[0].Trim(), parts => parts[1].Trim());
        if (!lines.Contains("Cipher name"))
            return null;
        return new LuksHeader(
            "luks1", $"{lines["Cipher name"].First()}-{lines["Cipher mode"].FirstOrDefault()}",
            int.TryParse(lines["MK bits"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? bits : null, null,
            lines.Any(line => line.Key.StartsWith("Key Slot", StringComparison.Ordinal) && line.Contains("ENABLED")));
    }

    private static List<KeyValuePair<string, JsonElement>> Entries(JsonElement root, string name) =>
        root.ValueKind is JsonValueKind.Object && root.TryGetProperty(name, out var found) && found.ValueKind is JsonValueKind.Object
            ? [.. found.EnumerateObject().Where(entry => entry.Value.ValueKind is JsonValueKind.Object).Select(entry => KeyValuePair.Create(entry.Name, entry.Value))]
            : [];

    private static int? NumberOf(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Archivist.Machine.Reading;

/// <summary>What <c>cryptsetup luksDump</c> tells of a container, of LUKS2 as JSON and of LUKS1 as text: nothing of it is a key. Immutable.</summary>
/// <param name="Type"><c>luks1</c> or <c>luks2</c>.</param>
/// <param name="Cipher">Such as <c>aes-xts-plain64</c>; null where it was not found.</param>
/// <param name="KeyBits">The size of the volume key in bits; null where it was not found.</param>
/// <param name="SectorSize">Bytes that are encrypted together.</param>
/// <param name="HasPassphrase">Whether a key slot is opened by what a person can type, or by a key file.</param>
internal sealed record LuksMetadata(string Type, string? Cipher, int? KeyBits, int SectorSize, bool HasPassphrase)
{
    /// <summary>Tokens whose key slots no passphrase opens. The slot of a recovery key (systemd-recovery) is opened by typing it.</summary>
    private static readonly string[] MachineTokens = ["clevis", "systemd-tpm2", "systemd-fido2", "systemd-pkcs11"];

    /// <summary>Whether it is the first version of LUKS.</summary>
    internal bool IsFirst => Type == "luks1";

    /// <returns>Null for what is neither of the two dumps.</returns>
    internal static LuksMetadata? Find(ReadOnlyMemory<byte> dump)
    {
        var text = Encoding.UTF8.GetString(dump.Span);
        if (!text.TrimStart().StartsWith('{'))
            return FindFirst(text);
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

    private static LuksMetadata Read(JsonElement root)
    {
        var bound = root.Members("tokens").Where(token => MachineTokens.Contains(token.Value.Text("type"))).SelectMany(token => token.Value.Texts("keyslots")).ToHashSet(StringComparer.Ordinal);
        var slots = root.Members("keyslots").ToList();
        var segment = root.Members("segments").Select(member => member.Value).FirstOrDefault();
        return new LuksMetadata(
            "luks2", segment.Text("encryption"), slots.Select(slot => (int?)slot.Value.Whole("key_size") * 8).FirstOrDefault(bits => bits is not null),
            (int)(segment.Whole("sector_size") ?? 512), slots.Any(slot => !bound.Contains(slot.Name) && slot.Value.Text("type") == "luks2"));
    }

    private static LuksMetadata? FindFirst(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).ToLookup(parts => parts[0].Trim(), parts => parts[1].Trim());
        if (!lines.Contains("Cipher name"))
            return null;
        return new LuksMetadata(
            "luks1", $"{lines["Cipher name"].First()}-{lines["Cipher mode"].FirstOrDefault()}",
            int.TryParse(lines["MK bits"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? bits : null, 512,
            lines.Any(line => line.Key.StartsWith("Key Slot", StringComparison.Ordinal) && line.Contains("ENABLED")));
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Archivist.Machine.Reading;

namespace Archivist.Machine.Layout;

/// <summary>The commands that make file systems and containers again with their UUIDs, labels and features, for a person at a shell.</summary>
internal static partial class MakeCommands
{
    /// <summary>States that a file system is in, and not features that it is made with.</summary>
    private static readonly string[] States = ["needs_recovery", "orphan_present"];

    /// <summary>What <c>xfs_info</c> shows, and the option of <c>mkfs.xfs</c> that takes it.</summary>
    private static readonly (string Option, string[] Keys)[] OptionsOfXfs =
    [
        ("-m", ["crc", "finobt", "rmapbt", "reflink", "bigtime", "inobtcount"]),
        ("-i", ["size", "sparse", "nrext64", "exchange"]),
    ];

    /// <summary>The command for a file system.</summary>
    /// <param name="device">What it was made on, as lsblk listed it.</param>
    /// <param name="described">What its own tool printed; null where that is missing.</param>
    /// <param name="place">The new device, as the shell shall read it.</param>
    /// <returns>Null for one that no command makes.</returns>
    internal static string? Find(BlockDevice device, ReadOnlyMemory<byte>? described, string place)
    {
        var text = described is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";
        return device.FileSystem switch
        {
            "ext2" or "ext3" or "ext4" => Ext(device, text, place),
            "xfs" => Xfs(device, text, place),
            "btrfs" => $"mkfs.btrfs -q -f{Uuid("-U", device)}{Label("-L", device)} {place}",
            "vfat" => $"mkfs.vfat{FatBits(device)}{(device.Uuid is { } id ? $" -i {id.Replace("-", "", StringComparison.Ordinal)}" : "")}{Label("-n", device)} {place}",
            "swap" => $"mkswap{Uuid("-U", device)}{Label("-L", device)} {place}",
            _ => null,
        };
    }

    /// <summary>The command for a LUKS container, which asks for a passphrase.</summary>
    internal static string Luks(BlockDevice device, LuksMetadata? header, string place) =>
        $"cryptsetup luksFormat --type {header?.Type ?? (device.Version == "1" ? "luks1" : "luks2")}{Uuid("--uuid", device)}"
            + Option("--cipher", header?.Cipher)
            + Option("--key-size", header?.KeyBits?.ToString(CultureInfo.InvariantCulture))
            + Option("--sector-size", (header?.SectorSize is { } sector and not 512 ? sector : (int?)null)?.ToString(CultureInfo.InvariantCulture))
            + Label("--label", device) + $" {place}";

    /// <summary>A word for a POSIX shell, in quotes only where it needs them.</summary>
    internal static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '=' or ',' or '@' or '+')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Ext(BlockDevice device, string text, string place)
    {
        var fields = Field().Matches(text).ToLookup(match => match.Groups[1].Value.Trim(), match => match.Groups[2].Value.Trim());
        string? Of(string name) => fields[name].FirstOrDefault() is { Length: > 0 } value && value != "(none)" ? value : null;
        var command = new StringBuilder($"mke2fs -q -F -t {device.FileSystem}");
        if (Of("Block size") is { } block)
            command.Append(CultureInfo.InvariantCulture, $" -b {Quoted(block)}");
        if (Of("Inode size") is { } inode)
            command.Append(CultureInfo.InvariantCulture, $" -I {Quoted(inode)}");
        if (double.TryParse(Of("Reserved block count"), NumberStyles.None, CultureInfo.InvariantCulture, out var reserved)
            && double.TryParse(Of("Block count"), NumberStyles.None, CultureInfo.InvariantCulture, out var blocks) && blocks > 0 && reserved <= blocks / 2)
            command.Append(CultureInfo.InvariantCulture, $" -m {Math.Round(reserved * 100 / blocks, 2)}");
        if (Of("Filesystem features") is { } features)
            command.Append(" -O ").Append(Quoted("none," + string.Join(',', features.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(States))));
        return command.Append(Uuid("-U", device)).Append(Label("-L", device)).Append(' ').Append(place).ToString();
    }

    private static string Xfs(BlockDevice device, string text, string place)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var section = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
                section = line.Split([' ', '='], 2)[0];
            foreach (Match match in Pair().Matches(line))
                values.TryAdd($"{section} {match.Groups[1].Value}", match.Groups[2].Value);
        }

        if (values.TryGetValue("meta-data isize", out var isize))
            values["meta-data size"] = isize;
        var command = new StringBuilder("mkfs.xfs -q -f");
        foreach (var (option, keys) in OptionsOfXfs)
        {
            var known = keys.Where(key => values.ContainsKey($"meta-data {key}")).Select(key => $"{key}={values[$"meta-data {key}"]}").ToList();
            if (option == "-m" && device.Uuid is { } uuid)
                known.Add($"uuid={uuid}");
            if (known.Count > 0)
                command.Append(CultureInfo.InvariantCulture, $" {option} {Quoted(string.Join(',', known))}");
        }

        if (values.TryGetValue("data bsize", out var block))
            command.Append(CultureInfo.InvariantCulture, $" -b size={block}");
        if (values.TryGetValue("naming bsize", out var directory) && values.TryGetValue("naming ftype", out var ftype))
            command.Append(CultureInfo.InvariantCulture, $" -n size={directory},ftype={ftype}{(values.TryGetValue("naming parent", out var parent) ? $",parent={parent}" : "")}");
        return command.Append(Label("-L", device)).Append(' ').Append(place).ToString();
    }

    private static string FatBits(BlockDevice device) => device.Version switch
    {
        "FAT12" => " -F 12",
        "FAT16" => " -F 16",
        "FAT32" => " -F 32",
        _ => "",
    };

    private static string Uuid(string option, BlockDevice device) => Option(option, device.Uuid);

    private static string Label(string option, BlockDevice device) => Option(option, device.Label);

    private static string Option(string option, string? value) => value is { Length: > 0 } ? $" {option} {Quoted(value)}" : "";

    [GeneratedRegex(@"^([^:\n]+):[ \t]*(.*)$", RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex(@"([a-z0-9-]+)=(\d+)")]
    private static partial Regex Pair();
}

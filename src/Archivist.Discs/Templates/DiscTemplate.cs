using Archivist.Images.Model;
using Archivist.Platform;

namespace Archivist.Discs.Templates;

/// <summary>One file of <c>media-templates/</c>: the medium, content and layout of a kind of disc.</summary>
public sealed record DiscTemplate
{
    /// <summary>The file that was read, absolute; its page lies beside it.</summary>
    public required string File { get; init; }

    /// <summary>The name, equal to the file's.</summary>
    public required string Name { get; init; }

    /// <summary>The medium that it is burned on, such as <c>dvd+r</c>.</summary>
    public required string Medium { get; init; }

    /// <summary>How many bytes fit on it; a multiple of 2048.</summary>
    public required long Capacity { get; init; }

    /// <summary>The file systems over the one set of extents; never empty.</summary>
    public required IReadOnlyList<DiscFileSystem> FileSystems { get; init; }

    /// <summary>The file systems and layout of the image.</summary>
    public required DiscFormat Format { get; init; }

    /// <summary>Whether the image also boots from a USB stick (MBR and GPT).</summary>
    public required bool Usb { get; init; }

    /// <summary>What boots it.</summary>
    public required IReadOnlyList<Firmware> Boot { get; init; }

    /// <summary>Whether the recovery environment is on it.</summary>
    public required bool Recovery { get; init; }

    /// <summary>Its error correction, or null for none.</summary>
    public required DiscCorrection? Correction { get; init; }

    /// <summary>The directory on the disc that holds the repository.</summary>
    public required string RepositoryFolder { get; init; }

    /// <summary>The directory on the disc that holds the ledger, or null for none.</summary>
    public required string? LedgerFolder { get; init; }

    /// <summary>The template of the page on the disc, absolute.</summary>
    public required string Page { get; init; }

    /// <summary>The pattern of the volume label.</summary>
    public required string Volume { get; init; }

    /// <summary>The pattern of the title for display.</summary>
    public required string Title { get; init; }

    /// <summary>The volume label of one disc: what the pattern gives, in the characters that every file system allows.</summary>
    public string VolumeFor(string disk, DateTimeOffset taken)
    {
        var label = Fill(Volume, disk, taken).ToUpperInvariant();
        return string.Concat(label.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_').Take(32));
    }

    /// <summary>The title of one disc.</summary>
    public string TitleFor(string disk, DateTimeOffset taken) => Fill(Title, disk, taken);

    private static string Fill(string pattern, string disk, DateTimeOffset taken) => Placeholders.Fill(
        pattern,
        new Dictionary<string, string> { ["disk"] = disk, ["date"] = taken.UtcDateTime.ToString("yyyy-MM-dd") });
}

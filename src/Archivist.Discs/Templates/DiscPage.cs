using System.Globalization;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Templates;

/// <summary>
/// The page on every disc, README.txt: how to get everything back with Archivist and without it.
/// It contains no secret and no file name, because anyone who finds the disc can read it.
/// </summary>
public sealed record DiscPage
{
    /// <summary>The longest line that fits a terminal and a printed page.</summary>
    public const int MaxColumns = 78;

    /// <summary>The archive's name.</summary>
    public required string Disk { get; init; }

    /// <summary>The newest snapshot on the disc, as restic names it.</summary>
    public required string Snapshot { get; init; }

    /// <summary>When that snapshot was taken.</summary>
    public required DateTimeOffset Taken { get; init; }

    /// <summary>How many files it has.</summary>
    public required long Files { get; init; }

    /// <summary>Their size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>The volume label of the disc.</summary>
    public required string Volume { get; init; }

    /// <summary>Its number in its set.</summary>
    public string Disc { get; init; } = "1 of 1";

    /// <summary>The directory on the disc that holds the repository.</summary>
    public required string RepositoryFolder { get; init; }

    /// <summary>The directory on the disc that holds the ledger.</summary>
    public required string LedgerFolder { get; init; }

    /// <summary>The version of Archivist that made the disc.</summary>
    public required string Version { get; init; }

    /// <summary>Fills the template; the result is ASCII with lines that end in LF.</summary>
    /// <param name="template">The text of the template.</param>
    /// <param name="templateFile">What errors call it.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the template is invalid, or a line of the page is too long or not printable ASCII.</exception>
    public string Render(string template, string templateFile)
    {
        var values = Values();
        if (Placeholders.FindUnknown(template, values.Keys) is { } unknown)
            throw new ArchivistException(new PageTemplateInvalid(templateFile, unknown));
        if (Placeholders.HasStrayBraces(template))
            throw new ArchivistException(new PageTemplateInvalid(templateFile, Placeholder: null));
        var page = Placeholders.Fill(template.ReplaceLineEndings("\n"), values);

        var number = 0;
        foreach (var line in page.Split('\n'))
        {
            number++;
            if (line.Length > MaxColumns)
                throw new ArchivistException(new PageLineTooLong(templateFile, number, MaxColumns));
            if (line.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                throw new ArchivistException(new PageNotAscii(templateFile, number));
        }

        return page;
    }

    private Dictionary<string, string> Values() => new()
    {
        ["disk"] = Disk,
        ["snapshot"] = Snapshot,
        ["taken"] = Taken.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC",
        ["files"] = Files.ToString(CultureInfo.InvariantCulture),
        ["bytes"] = Bytes.ToString(CultureInfo.InvariantCulture),
        ["volume"] = Volume,
        ["disc"] = Disc,
        ["repository"] = RepositoryFolder,
        ["ledger"] = LedgerFolder,
        ["version"] = Version,
    };
}

using System.Text;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Planning;
using Archivist.Discs.Templates;
using Archivist.Images.Model;
using Archivist.Platform;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Building;

/// <summary>The files of a disc of a set, in their order: the same for planning, which knows lengths only, and for building.</summary>
public sealed record DiscSetLayout
{
    /// <summary>The kind of disc: format, directories, page.</summary>
    public required DiscTemplate Template { get; init; }

    /// <summary>The time of the volume and of every file on it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The time of the newest snapshot, for labels.</summary>
    public required PlannedSnapshot Newest { get; init; }

    /// <summary>The archive's name, for labels and the page.</summary>
    public required string Disk { get; init; }

    /// <summary>The set that the disc belongs to.</summary>
    public required DiscSetName Set { get; init; }

    /// <summary>The text of the page's template.</summary>
    public required string Page { get; init; }

    /// <summary>The text of the template of the page that explains sets; null for a single disc, which explains itself.</summary>
    public required string? SetPage { get; init; }

    /// <summary>The boot files; null when the template has none.</summary>
    public required BootFiles? Boot { get; init; }

    /// <summary>A volume as it lies on the disc.</summary>
    /// <param name="label">The volume label.</param>
    /// <param name="number">Its number from 1, and how many there are.</param>
    /// <param name="hasRecovery">It boots.</param>
    /// <param name="own">The record of this disc.</param>
    /// <param name="others">Further files that are the same on every disc: ledger and catalogue.</param>
    /// <param name="objects">The repository's objects with their contents, in their order.</param>
    public DiscLayout Lay(
        string label, (int Number, int Of) number, bool hasRecovery, IReplayableContent own, IEnumerable<DiscFile> others,
        IEnumerable<(ObjectName Name, IReplayableContent Content)> objects)
    {
        List<DiscFile> files =
        [
            new("README.txt", Text(RenderPage(label, number)), Time),
            new(DiscRecordFile.PathOnDisc, own, Time),
        ];
        if (SetPage is not null)
            files.Add(new DiscFile("SET.txt", Text(Fill(SetPage, label, number)), Time));
        if (hasRecovery)
            files.AddRange(Boot!.Files.Select(file => new DiscFile(file.PathOnDisc, new FileContent(file.LocalPath), Time)));
        files.AddRange(others);
        files.AddRange(objects.Select(item => new DiscFile($"{Template.RepositoryFolder}/{RepositoryLayout.PathOf(item.Name)}", item.Content, Time)));
        return new DiscLayout
        {
            VolumeIdentifier = label,
            CreatedAt = Time,
            Files = files,
            Format = Template.Format,
            ApplicationIdentifier = Product.NameAndVersion.ToUpperInvariant(),
            Boot = hasRecovery ? Boot!.Setup : null,
        };
    }

    /// <summary>The label of one volume: the set's, cut so that the number has room.</summary>
    public string LabelOf(string? configured, int number, int of)
    {
        var label = configured ?? Template.VolumeFor(Disk, Newest.Taken);
        var suffix = of == 1 ? "" : $"_{number}";
        return label[..Math.Min(label.Length, 32 - suffix.Length)] + suffix;
    }

    /// <summary>Where the template of the page that explains sets lies, beside the page of the disc, and its name.</summary>
    public static (string File, string Name) SetPageOf(DiscTemplate template) => (Path.Combine(Path.GetDirectoryName(template.Page)!, "SET.txt.template"), "SET.txt.template");

    private string RenderPage(string label, (int Number, int Of) number) => new DiscPage
    {
        Disk = Disk,
        Snapshot = Newest.Id.ToString(),
        Taken = Newest.Taken,
        Files = Newest.Files,
        Bytes = Newest.Bytes,
        Volume = label,
        Disc = SetPage is null || number.Of == 1 ? "1 of 1" : $"{number.Number} of {number.Of}; read SET.txt as well",
        RepositoryFolder = Template.RepositoryFolder,
        LedgerFolder = Template.LedgerFolder ?? "ledger",
        Version = Product.Version,
    }.Render(Page, Template.Page);

    private string Fill(string page, string label, (int Number, int Of) number) => Placeholders.Fill(
        page.ReplaceLineEndings("\n"),
        new Dictionary<string, string>
        {
            ["set"] = Set.Name,
            ["kind"] = Set.Base is null ? "full: together its discs hold everything" : $"delta: it adds to the discs of set {Set.BaseName}",
            ["number"] = $"{number.Number}",
            ["of"] = $"{number.Of}",
            ["volume"] = label,
            ["repository"] = Template.RepositoryFolder,
        });

    private static BytesContent Text(string text) => new(Encoding.ASCII.GetBytes(text));
}

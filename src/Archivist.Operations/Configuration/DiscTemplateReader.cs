using System.Text.RegularExpressions;
using Archivist.Discs.Templates;
using Archivist.Images.Model;
using Archivist.Operations.Problems;
using Archivist.Platform;
using Archivist.Platform.Files;
using DiscFileSystem = Archivist.Discs.Templates.DiscFileSystem;

namespace Archivist.Operations.Configuration;

/// <summary>Reads disc templates strictly.</summary>
internal static partial class DiscTemplateReader
{
    /// <summary>Where templates are found by name.</summary>
    internal static FileLibrary Library { get; } = new("media-templates", LibraryKind.DiscTemplate);

    /// <summary>Reads a template by its name, or by its path when it has a slash.</summary>
    internal static async Task<DiscTemplate> ReadAsync(string nameOrPath, string? settingsFile, CancellationToken cancellationToken)
    {
        var file = nameOrPath.Contains(Path.DirectorySeparatorChar)
            ? Path.GetFullPath(nameOrPath)
            : Library.Find(nameOrPath, settingsFile);
        var document = await TomlFile.ReadAsync(file, cancellationToken);
        var root = new SettingsTable(
            file, Overrides.None, "", document, ["name", "medium", "layout", "boot", "correction", "contents", "label"]);
        var medium = root.Table("medium", "type", "capacity");
        var layout = root.Table("layout", "file-systems", "usb", "udf", "iso-level", "alignment", "padding");
        var contents = root.Table("contents", "recovery", "repository", "ledger", "page");
        var label = root.Table("label", "volume", "title");
        var systems = FileSystemsOf(layout);
        return new DiscTemplate
        {
            File = file,
            Name = NameOf(root, file),
            Medium = TypeOf(medium),
            Capacity = CapacityOf(medium),
            FileSystems = systems,
            Format = FormatOf(layout, systems),
            Usb = layout.Boolean("usb", otherwise: true),
            Boot = BootOf(root.Table("boot", "bios", "uefi", "secure-boot")),
            Recovery = contents.Boolean("recovery", otherwise: true),
            Correction = CorrectionOf(root.Table("correction", "code", "fill", "redundancy")),
            RepositoryFolder = FolderOf(contents, "repository") ?? "repository",
            LedgerFolder = FolderOf(contents, "ledger"),
            Page = PageOf(contents, file),
            Volume = PatternOf(label, "volume") ?? "{{disk}}_{{date}}",
            Title = PatternOf(label, "title") ?? "{{disk}}, {{date}}",
        };
    }

    private static string NameOf(SettingsTable root, string file)
    {
        var name = root.RequiredText("name");
        return name == Path.GetFileNameWithoutExtension(file)
            ? name
            : throw root.Refuse("name", new SettingFault.NameDiffers(Path.GetFileNameWithoutExtension(file)));
    }

    private static string TypeOf(SettingsTable medium)
    {
        string[] known = ["cd-r", "dvd-r", "dvd+r", "dvd+r-dl", "bd-r", "bd-r-dl", "bd-r-xl", "usb"];
        var type = medium.RequiredText("type");
        return known.Contains(type) ? type : throw Choices.RefuseWord(medium, "type", type, known);
    }

    private static long CapacityOf(SettingsTable medium)
    {
        var capacity = medium.Integer("capacity", 0L, 1L << 20, 1L << 42);
        return capacity > 0 && capacity % 2048 == 0
            ? capacity
            : throw medium.Refuse("capacity", new SettingFault.CapacityInvalid());
    }

    private static IReadOnlyList<DiscFileSystem> FileSystemsOf(SettingsTable layout)
    {
        var systems = layout.Texts("file-systems").Distinct().Select(word => word switch
        {
            "iso9660" => DiscFileSystem.Iso9660,
            "rock-ridge" => DiscFileSystem.RockRidge,
            "joliet" => DiscFileSystem.Joliet,
            "udf" => DiscFileSystem.Udf,
            _ => throw Choices.RefuseWord(layout, "file-systems", word, "iso9660", "rock-ridge", "joliet", "udf"),
        }).ToList();
        return systems.Contains(DiscFileSystem.Iso9660)
            ? systems
            : throw layout.Refuse("file-systems", new SettingFault.Iso9660Missing());
    }

    private static DiscFormat FormatOf(SettingsTable layout, IReadOnlyList<DiscFileSystem> systems)
    {
        var udf = layout.OptionalText("udf") switch
        {
            null or "1.02" => UdfRevision.Udf102,
            "2.01" => UdfRevision.Udf201,
            "2.50" => UdfRevision.Udf250,
            var word => throw Choices.RefuseWord(layout, "udf", word, "1.02", "2.01", "2.50"),
        };
        var alignment = (int)layout.Integer("alignment", 16L, 1, 32);
        return alignment is 1 or 16 or 32
            ? new DiscFormat
            {
                Udf = systems.Contains(DiscFileSystem.Udf) ? udf : UdfRevision.None,
                IsoLevel = (int)layout.Integer("iso-level", 3L, 1, 3),
                RockRidge = systems.Contains(DiscFileSystem.RockRidge),
                JolietLength = systems.Contains(DiscFileSystem.Joliet) ? 64 : 0,
                Alignment = alignment,
                Padding = (int)layout.Integer("padding", 150L, 0, 4096),
            }
            : throw layout.Refuse("alignment", new SettingFault.AlignmentInvalid());
    }

    private static IReadOnlyList<Firmware> BootOf(SettingsTable boot)
    {
        var firmware = new List<Firmware>();
        if (boot.Boolean("bios", otherwise: true))
            firmware.Add(Firmware.Bios);
        if (boot.Boolean("uefi", otherwise: true))
            firmware.Add(Firmware.Uefi);
        if (boot.Boolean("secure-boot", otherwise: true))
            firmware.Add(Firmware.SecureBoot);
        return firmware;
    }

    private static DiscCorrection? CorrectionOf(SettingsTable correction)
    {
        const int least = 4, most = 200, usual = 25;
        var code = correction.OptionalText("code") ?? "none";
        if (code is not ("rs03" or "none"))
            throw Choices.RefuseWord(correction, "code", code, "rs03", "none");
        var fill = correction.OptionalText("fill") ?? "redundancy";
        if (fill is not ("medium" or "redundancy"))
            throw Choices.RefuseWord(correction, "fill", fill, "medium", "redundancy");
        var redundancy = correction.Integer("redundancy", usual, least, most);
        return code is "none" ? null : new DiscCorrection(fill is "medium" ? null : redundancy);
    }

    private static string? FolderOf(SettingsTable contents, string key)
    {
        var folder = contents.OptionalText(key);
        return folder is null || FolderName().IsMatch(folder)
            ? folder
            : throw contents.Refuse(key, new SettingFault.NotADiscDirectory());
    }

    private static string PageOf(SettingsTable contents, string file)
    {
        var page = contents.OptionalText("page") ?? "README.txt.template";
        if (Path.GetFileName(page) != page || page is "." or "..")
            throw contents.Refuse("page", new SettingFault.NotAFileName());
        var path = Path.Combine(Path.GetDirectoryName(file)!, page);
        return FileLookup.IsFile(path)
            ? path
            : throw contents.Refuse("page", new SettingFault.PageMissing(path));
    }

    private static string? PatternOf(SettingsTable label, string key)
    {
        if (label.OptionalText(key) is not { } pattern)
            return null;
        if (Placeholders.FindUnknown(pattern, ["disk", "date"]) is { } unknown)
            throw label.Refuse(key, new SettingFault.UnknownPlaceholder(unknown));
        return Placeholders.HasStrayBraces(pattern) ? throw label.Refuse(key, new SettingFault.NotAPlaceholder()) : pattern;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,30}\z")]
    private static partial Regex FolderName();
}

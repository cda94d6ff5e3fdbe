using System.Text.RegularExpressions;
using Archivist.Capture.Selecting;
using Archivist.Operations.Configuration.Toml;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Configuration;

/// <summary>Finds and reads <c>archivist.toml</c>.</summary>
internal static partial class SettingsReader
{
    private const string FileName = "archivist.toml";

    /// <summary>Reads the settings: the file that <see cref="Find"/> finds, with the overrides of the environment.</summary>
    /// <param name="flag">What <c>--config</c> says, or null.</param>
    /// <param name="environment">What the settings depend on besides files.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static async Task<ArchivistSettings> ReadAsync(
        string? flag, SettingsEnvironment environment, CancellationToken cancellationToken)
    {
        var file = Find(flag, environment);
        return Bind(await TomlFile.ReadAsync(file, cancellationToken), file, environment);
    }

    /// <summary>
    /// The first of: <c>--config</c>, <c>ARCHIVIST_CONFIG</c>, the working folder, <c>$XDG_CONFIG_HOME/archivist</c>
    /// (<c>~/.config/archivist</c>), <c>/etc/archivist</c>. The first two must exist when they are given.
    /// </summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there is none, or a place cannot be looked at, which may hold one.</exception>
    internal static string Find(string? flag, SettingsEnvironment environment) =>
        TryFind(flag, environment) ?? throw new ArchivistException(
            Failure.Usage, $"no configuration: none of {string.Join(", ", Places(environment))} exists")
        {
            Hint = $"Write {FileName} in one of these places, or name a file with --config.",
        };

    /// <summary>The same; null when nothing names a file and none is in any of the places.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: a named file is missing, or a place cannot be looked at.</exception>
    internal static string? TryFind(string? flag, SettingsEnvironment environment)
    {
        if (flag is not null)
            return Require(flag, "--config", environment);
        if (environment.Find("ARCHIVIST_CONFIG") is { } named)
            return Require(named, "ARCHIVIST_CONFIG", environment);
        return Places(environment).FirstOrDefault(IsThere);
    }

    private static string[] Places(SettingsEnvironment environment) =>
    [
        Path.Combine(environment.WorkingFolder, FileName),
        Path.Combine(environment.Find("XDG_CONFIG_HOME") ?? Path.Combine(environment.Home, ".config"), "archivist", FileName),
        Path.Combine("/etc/archivist", FileName),
    ];

    /// <summary>Anything but a directory will do: settings may come through a pipe.</summary>
    private static bool IsThere(string file)
    {
        try
        {
            return FileLookup.Find(file) is { Kind: not FileKind.Directory };
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(Failure.Usage, $"configuration: {cause.Message}", cause)
            {
                Hint = "Make that place readable, or name the settings file with --config.",
            };
        }
    }

    private static string Require(string path, string origin, SettingsEnvironment environment)
    {
        var file = environment.Resolve(path, environment.WorkingFolder);
        return IsThere(file) ? file : throw new ArchivistException(Failure.Usage, $"{file}: there is no such file ({origin})")
        {
            Hint = $"Correct {origin}, or write the file.",
        };
    }

    private static ArchivistSettings Bind(TomlValue.Table document, string file, SettingsEnvironment environment)
    {
        var overrides = Overrides.From(environment.Variables);
        var root = new SettingsTable(
            file, overrides, "", document, ["disk", "policy", "replica", "disc", "drill", "report", "ledger", "catalogue"]);
        string Resolve(string path) => environment.Resolve(path, Path.GetDirectoryName(file)!);

        var disk = BindDisk(root.Table("disk", "name", "sources", "repository", "password", "excludes", "iexcludes", "exclude-files", "exclude-caches",
            "exclude-if-present", "exclude-larger-than", "one-file-system"), Resolve);
        return new ArchivistSettings
        {
            File = file,
            Overridden = overrides.Variables,
            Disk = disk,
            Policy = BindPolicy(root.Table("policy", "copies", "vendors", "geographies", "offline")),
            Replicas = BindReplicas(root, Resolve),
            Disc = BindDisc(root.Table("disc", "template", "output", "volume-label"), disk, Resolve),
            Drill = BindDrill(root.Table("drill", "firmware", "memory-mebibytes", "time-limit-minutes", "acceleration")),
            Report = new ReportSettings(FolderOf(root.Table("report", "folder"), "folder", $"{disk.Repository}.reports", Resolve)),
            Catalogue = new CatalogueSettings(FolderOf(root.Table("catalogue", "path"), "path", $"{disk.Repository}.catalogue", Resolve)),
            Ledger = BindLedger(root.Table("ledger", "folder", "key"), disk, Resolve),
        };
    }

    private static DiskSettings BindDisk(SettingsTable table, Func<string, string> resolve)
    {
        if (!table.IsPresent)
            throw table.RefuseTable("is missing", "Add [disk] with name, sources, repository and password.");
        var name = NameOf(table, "name");
        var sources = table.Texts("sources");
        if (sources.Count == 0)
            throw table.Refuse("sources", "names no folder", "List at least one folder, such as sources = [\"/home\"].");
        var repository = table.RequiredText("repository");
        if (ParseAddress(table, "repository", repository).Kind is not AddressKind.Directory)
            throw table.Refuse("repository", "is not a local folder", "Name a local folder here and put remote copies under [[replica]].");

        var password = SecretReference.TryParse(table.RequiredText("password"), resolve, out var cause)
            ?? throw table.Refuse(
                "password", cause!, "Write file:PATH, env:NAME, cmd:PROGRAM, fd:NUMBER or systemd:NAME; never the password.");
        return new DiskSettings(name, [.. sources.Select(resolve)], resolve(repository), password, BindSelection(table, resolve));
    }

    private static SelectionSettings BindSelection(SettingsTable table, Func<string, string> resolve)
    {
        var marks = table.Texts("exclude-if-present").Select(FolderMark.Parse);
        return new SelectionSettings
        {
            Excludes = table.Texts("excludes"),
            ExcludesOfAnyCase = table.Texts("iexcludes"),
            ExcludeFiles = [.. table.Texts("exclude-files").Select(resolve)],
            Marks = table.Boolean("exclude-caches", false) ? [.. marks, FolderMark.Cache] : [.. marks],
            LargestFile = table.OptionalText("exclude-larger-than") is not { } size ? null
                : ByteSize.TryParse(size, out var bytes) ? bytes : throw table.Refuse("exclude-larger-than", "is not a size", "Write it as \"500M\" or \"2G\"."),
            OneFileSystem = table.Boolean("one-file-system", false),
        };
    }

    private static PolicySettings BindPolicy(SettingsTable table)
    {
        var policy = new PolicySettings(
            table.Integer("copies", 2, 1, 100),
            table.Integer("vendors", 2, 1, 100),
            table.Integer("geographies", 2, 1, 100),
            table.Integer("offline", 0, 0, 100));
        foreach (var (key, wanted) in (ReadOnlySpan<(string, int)>)
            [("vendors", policy.Vendors), ("geographies", policy.Geographies), ("offline", policy.Offline)])
        {
            if (wanted > policy.Copies)
            {
                throw table.Refuse(
                    key, $"asks for {wanted} of only {policy.Copies} copies", $"Lower policy.{key} or raise policy.copies.");
            }
        }

        return policy;
    }

    private static IReadOnlyList<ReplicaSettings> BindReplicas(SettingsTable root, Func<string, string> resolve)
    {
        var replicas = new List<ReplicaSettings>();
        foreach (var table in root.Tables("replica", "name", "url", "vendor", "geography", "backbone"))
        {
            var name = NameOf(table, "name");
            if (replicas.Any(other => other.Name == name))
                throw table.Refuse("name", $"'{name}' is used twice", "Give every replica a name of its own.");
            replicas.Add(new ReplicaSettings(
                name,
                LocationOf(table, resolve),
                table.RequiredText("vendor"),
                table.RequiredText("geography"),
                table.OptionalText("backbone")));
        }

        return replicas;
    }

    private static string LocationOf(SettingsTable table, Func<string, string> resolve)
    {
        var text = table.RequiredText("url");
        var address = ParseAddress(table, "url", text);
        if (address.Kind is AddressKind.Disc)
            throw table.Refuse("url", "is a disc, which cannot be a replica", "Write a directory or rest:https://HOST/PATH.");
        if (address.Url is { UserInfo.Length: > 0 })
        {
            throw table.Refuse(
                "url", "carries credentials", "Take user and password out of the URL; secrets are never written into the file.");
        }

        return address.Kind is AddressKind.Directory ? resolve(text) : text;
    }

    private static RepositoryAddress ParseAddress(SettingsTable table, string key, string text)
    {
        try
        {
            return RepositoryAddress.Parse(text);
        }
        catch (ArchivistException refused)
        {
            throw table.RefuseAddress(key, refused.Problem);
        }
    }

    private static DiscSettings BindDisc(SettingsTable table, DiskSettings disk, Func<string, string> resolve)
    {
        var template = table.OptionalText("template") ?? "dvd";
        return new DiscSettings(
            LibraryName().IsMatch(template) ? template : resolve(template),
            FolderOf(table, "output", $"{disk.Repository}.discs", resolve),
            table.OptionalText("volume-label") is not { } label ? null
                : VolumeLabel().IsMatch(label) ? label
                : throw table.Refuse("volume-label", "is not a volume label", "Use at most 32 of A-Z, 0-9 and _."));
    }

    private static DrillSettings BindDrill(SettingsTable table) => new(
        Choices.Firmware(table, "firmware") ?? [Firmware.Bios],
        table.Integer("memory-mebibytes", 1024, 256, 1 << 20),
        TimeSpan.FromMinutes(table.Integer("time-limit-minutes", 30, 1, 7 * 24 * 60)),
        Choices.Acceleration(table, "acceleration"));

    private static LedgerSettings BindLedger(SettingsTable table, DiskSettings disk, Func<string, string> resolve)
    {
        var folder = FolderOf(table, "folder", $"{disk.Repository}.ledger", resolve);
        var key = FolderOf(table, "key", $"{disk.Repository}.ledger-key", resolve);
        return key == folder || key.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? throw table.Refuse(
                "key", "lies inside ledger.folder", "Keep the key elsewhere: the ledger's folder is copied to discs and replicas.")
            : new LedgerSettings(folder, key);
    }

    private static string FolderOf(SettingsTable table, string key, string otherwise, Func<string, string> resolve) =>
        table.OptionalText(key) is { } path ? resolve(path) : otherwise;

    private static string NameOf(SettingsTable table, string key)
    {
        var name = table.RequiredText(key);
        return DiskName().IsMatch(name)
            ? name
            : throw table.Refuse(
                key, "is not a name", "Use at most 63 letters, digits, dots, hyphens and underscores; start with a letter or digit.");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\z")]
    private static partial Regex DiskName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex LibraryName();

    [GeneratedRegex(@"\A[A-Z0-9_]{1,32}\z")]
    private static partial Regex VolumeLabel();
}

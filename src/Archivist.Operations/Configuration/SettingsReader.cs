using System.Globalization;
using System.Text.RegularExpressions;
using Archivist.Capture.Blocks;
using Archivist.Capture.Selecting;
using Archivist.Drills;
using Archivist.Evidence;
using Archivist.Operations.Configuration.Toml;
using Archivist.Operations.Problems;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Placement;

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

    /// <summary>Reads settings from the content of a file.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: they are wrong.</exception>
    internal static ArchivistSettings Read(ReadOnlySpan<byte> utf8, string file, SettingsEnvironment environment) => Bind(TomlReader.Read(utf8, file), file, environment);

    /// <summary>
    /// The first of: <c>--config</c>, <c>ARCHIVIST_CONFIG</c>, the working directory, <c>$XDG_CONFIG_HOME/archivist</c>
    /// (<c>~/.config/archivist</c>), <c>/etc/archivist</c>. The first two must exist when they are given.
    /// </summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there is none, or a place cannot be looked at, which may hold one.</exception>
    internal static string Find(string? flag, SettingsEnvironment environment) =>
        TryFind(flag, environment) ?? throw new ArchivistException(new NoSettings(FileName, Places(environment)));

    /// <summary>The same; null when nothing names a file and none is in any of the places.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: a named file is missing, or a place cannot be looked at.</exception>
    internal static string? TryFind(string? flag, SettingsEnvironment environment)
    {
        if (flag is not null)
            return Require(flag, SettingsOrigin.Request, environment);
        if (environment.Find("ARCHIVIST_CONFIG") is { } named)
            return Require(named, SettingsOrigin.Variable, environment);
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
            throw new ArchivistException(new SettingsPlaceNotInspectable(file, Cause.Of(cause)), cause);
        }
    }

    private static string Require(string path, SettingsOrigin origin, SettingsEnvironment environment)
    {
        var file = environment.Resolve(path, environment.WorkingFolder);
        return IsThere(file) ? file : throw new ArchivistException(new NamedSettingsMissing(file, origin));
    }

    private static ArchivistSettings Bind(TomlValue.Table document, string file, SettingsEnvironment environment)
    {
        var overrides = Overrides.From(environment.Variables);
        var outdated = RenamedSection.Rename(document, overrides, file);
        var root = new SettingsTable(
            file, overrides, "", document, [RenamedSection.New, "policy", "replica", "capture", "audit", "disc", "drill", "restore", "report", "ledger", "witness", "catalogue", "notify", "watch", "serve", "cluster"]);
        string Resolve(string path) => environment.Resolve(path, Path.GetDirectoryName(file)!);

        var archive = BindArchive(root.Table(RenamedSection.New, "name", "sources", "block-sources", "repository", "password", "identity", "excludes", "iexcludes", "exclude-files", "exclude-caches",
            "exclude-if-present", "exclude-larger-than", "one-file-system", "system", "prices"), Resolve);
        return new ArchivistSettings
        {
            File = file,
            Overridden = overrides.Variables,
            Outdated = outdated,
            Archive = archive,
            Policy = BindPolicy(root),
            Replicas = BindReplicas(root, Resolve),
            Capture = BindCapture(root.Table("capture", "continuous", "every-minutes")),
            Audit = BindAudit(root.Table("audit", "memory", "ranges", "period-days", "max-cost", "disc-period-days"), archive, Resolve),
            Disc = BindDisc(root.Table("disc", "template", "output", "volume-label"), archive, Resolve),
            Drill = BindDrill(root.Table("drill", "firmware", "memory-mebibytes", "time-limit-minutes", "acceleration", "unlock", "passphrase", "identity", "shares"), archive, Resolve),
            Restore = new RestoreSettings(Choices.Order(root.Table("restore", "order"), "order")),
            Report = new ReportSettings(FolderOf(root.Table("report", "folder"), "folder", $"{archive.Repository}.reports", Resolve)),
            Catalogue = new CatalogueSettings(FolderOf(root.Table("catalogue", "path"), "path", $"{archive.Repository}.catalogue", Resolve)),
            Ledger = BindLedger(root.Table("ledger", "folder", "key"), archive, Resolve),
            Witnesses = BindWitnesses(root, Resolve),
            Serve = ServeReader.Read(root, Resolve),
            Cluster = BindCluster(root.Table("cluster", "database"), Resolve),
            Notify = NotifyReader.Read(root, Resolve),
            Watches = NotifyReader.ReadWatches(root, Resolve),
            MetricsToken = ServeReader.ReadMetricsToken(root, Resolve),
        };
    }

    private static ArchiveSettings BindArchive(SettingsTable table, Func<string, string> resolve)
    {
        if (!table.IsPresent)
            throw table.RefuseMissing("name", "sources", "repository", "password");
        var name = NameOf(table, "name");
        var sources = table.Texts("sources");
        var blocks = table.Texts("block-sources");
        if (sources.Count == 0 && blocks.Count == 0)
            throw table.Refuse("sources", new SettingFault.NoSources());
        var repository = table.RequiredText("repository");
        if (ParseAddress(table, "repository", repository).Kind is not AddressKind.Directory)
            throw table.Refuse("repository", new SettingFault.RepositoryNotLocal());

        // An identity stands in for the password; without it the password is required.
        var identity = table.OptionalText("identity");
        var password = identity is not null && !table.Has("password")
            ? null
            : SecretReference.TryParse(table.RequiredText("password"), resolve, out var fault) ?? throw table.Refuse("password", new SettingFault.NotASecretReference(fault!.Value));
        return new ArchiveSettings(name, [.. sources.Select(resolve)], resolve(repository), password, BindSelection(table, resolve))
        {
            BlockSources = [.. blocks.Select(address => BlockSource(table, address, resolve))],
            RecordsSystem = table.Boolean("system", false),
            Identity = identity is null ? null : resolve(identity),
            Prices = table.OptionalText("prices") is { } prices ? resolve(prices) : null,
        };
    }

    private static string BlockSource(SettingsTable table, string address, Func<string, string> resolve)
    {
        try
        {
            return BlockAddress.Resolve(address, resolve);
        }
        catch (ArchivistException)
        {
            throw table.Refuse("block-sources", new SettingFault.NotABlockSource(address));
        }
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
                : ByteSize.TryParse(size, out var bytes) ? bytes : throw table.Refuse("exclude-larger-than", new SettingFault.NotASize()),
            OneFileSystem = table.Boolean("one-file-system", false),
        };
    }

    private static PlacementPolicy BindPolicy(SettingsTable root)
    {
        var table = root.Table("policy", "copies", "vendors", "geographies", "jurisdictions", "backbones", "accounts", "media", "offline");
        var copies = table.Integer("copies", 2, 1, 100);
        // What is not named follows the number of copies: one copy has one vendor.
        var domains = Math.Min(copies, 2);
        var policy = new PlacementPolicy(
            copies,
            table.Integer("vendors", domains, 1, 100),
            table.Integer("geographies", domains, 1, 100),
            table.Integer("offline", 0, 0, 100))
        {
            Jurisdictions = table.Integer("jurisdictions", 0, 0, 100),
            Backbones = table.Integer("backbones", 0, 0, 100),
            Accounts = table.Integer("accounts", 0, 0, 100),
            Media = table.Integer("media", 0, 0, 100),
        };
        return policy.Unattainable.Select(rule => (rule.Rule.Name, rule.Wanted)).FirstOrDefault() is { Name: { } name, Wanted: var wanted }
            ? throw table.Refuse(name, new SettingFault.PolicyContradictory(name, wanted, copies))
            : policy;
    }

    private static readonly string[] ForStriped = ["recovery-shares", "restripe-lost", "restripe-days", "share"];

    private static IReadOnlyList<ReplicaSettings> BindReplicas(SettingsTable root, Func<string, string> resolve)
    {
        var replicas = new List<ReplicaSettings>();
        foreach (var table in root.Tables("replica", ["name", "url", "shares", "recovery-shares", "restripe-lost", "restripe-days", "share", "vendor", "geography", "jurisdiction", "backbone", "account", "medium", "offline", "fill-when-connected", "metered", "price", .. ReplicaAccessReader.Keys]))
        {
            var name = NameOf(table, "name");
            if (replicas.Any(other => other.Name == name))
                throw table.Refuse("name", new SettingFault.NameRepeated(name));
            var url = LocationOf(table, resolve);
            var geography = table.RequiredText("geography");
            replicas.Add(new ReplicaSettings(name, url, table.RequiredText("vendor"), geography, table.OptionalText("backbone"))
            {
                Jurisdiction = table.OptionalText("jurisdiction") ?? geography.Split('/')[0],
                Account = table.OptionalText("account"),
                Medium = table.OptionalText("medium") ?? (RepositoryAddress.Parse(url).Kind is AddressKind.Directory or AddressKind.Striped ? "disk" : "server"),
                IsOffline = table.Boolean("offline", false),
                FillsWhenConnected = FillsWhenConnected(table, RepositoryAddress.Parse(url).Kind),
                WaitsWhileMetered = Choices.WaitsWhileMetered(table, "metered"),
                PricePerGiB = PriceOf(table, "price"),
                Access = ReplicaAccessReader.Read(table, resolve),
                ShareAccesses = BindShares(table, RepositoryAddress.Parse(url).Shares, resolve),
                RestripeLost = table.Integer("restripe-lost", 1, 1, ShareAddresses.MostRecovery),
                RestripeAfter = TimeSpan.FromDays(table.Integer("restripe-days", 14, 0, 3650)),
            });
        }

        return replicas;
    }

    /// <summary>Only a directory shows by itself that it is there.</summary>
    private static bool FillsWhenConnected(SettingsTable table, AddressKind kind) =>
        table.Boolean("fill-when-connected", false) is var fills && fills && kind is not AddressKind.Directory
            ? throw table.Refuse("fill-when-connected", new SettingFault.NotForThisAddress(["a directory"]))
            : fills;

    /// <summary>How the servers of shares are spoken to; what is of use to striped replicas alone is refused for others.</summary>
    private static ShareAccesses BindShares(SettingsTable replica, ShareAddresses? shares, Func<string, string> resolve)
    {
        foreach (var key in ForStriped.Where(key => shares is null && replica.Has(key)))
            throw replica.Refuse(key, new SettingFault.PartnerMissing("shares"));
        var accesses = new OrderedDictionary<string, ReplicaAccess>(StringComparer.Ordinal);
        foreach (var table in replica.Tables("share", ["url", .. ReplicaAccessReader.Keys]))
        {
            var url = table.RequiredText("url");
            if (!shares!.All.Contains(url))
                throw table.Refuse("url", new SettingFault.NotAShare());
            if (!accesses.TryAdd(url, ReplicaAccessReader.Read(table, resolve)))
                throw table.Refuse("url", new SettingFault.NameRepeated(url));
        }

        return new ShareAccesses([.. accesses]);
    }

    private static decimal? PriceOf(SettingsTable table, string key) => table.OptionalText(key) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price
        : throw table.Refuse(key, new SettingFault.NotAPrice());

    private static string LocationOf(SettingsTable table, Func<string, string> resolve)
    {
        if (!table.Has("shares"))
            return PlaceOf(table, "url", table.RequiredText("url"), resolve);
        if (table.Has("url"))
            throw table.Refuse("url", new SettingFault.UrlAndShares());
        var shares = table.Texts("shares");
        var recovery = table.Integer("recovery-shares", 1, 1, ShareAddresses.MostRecovery);
        var text = ShareAddresses.Join(shares.Select(share => PlaceOf(table, "shares", share, resolve)), recovery);
        ParseAddress(table, "shares", text);
        return text;
    }

    private static string PlaceOf(SettingsTable table, string key, string text, Func<string, string> resolve)
    {
        var address = ParseAddress(table, key, text);
        if (address.Kind is AddressKind.Disc)
            throw table.Refuse(key, new SettingFault.ReplicaIsDisc());
        if (address.Url is { UserInfo.Length: > 0 })
            throw table.Refuse(key, new SettingFault.UrlHasCredentials());
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
            throw table.Refuse(key, new SettingFault.AddressRefused(refused.Problem));
        }
    }

    private static CaptureSettings BindCapture(SettingsTable table) => new(
        table.Boolean("continuous", false),
        TimeSpan.FromMinutes(table.Integer("every-minutes", 10, 1, 24 * 60)));

    private static AuditSettings BindAudit(SettingsTable table, ArchiveSettings archive, Func<string, string> resolve) => new(
        FolderOf(table, "memory", $"{archive.Repository}.audits.sqlite", resolve),
        table.Integer("ranges", 16, 0, 10_000),
        TimeSpan.FromDays(table.Integer("period-days", 90, 1, 3650)),
        table.Has("max-cost") ? PriceTable.AmountOf(table, "max-cost") : null,
        TimeSpan.FromDays(table.Integer("disc-period-days", 365, 1, 36_500)));

    private static DiscSettings BindDisc(SettingsTable table, ArchiveSettings archive, Func<string, string> resolve)
    {
        var template = table.OptionalText("template") ?? "dvd";
        return new DiscSettings(
            LibraryName().IsMatch(template) ? template : resolve(template),
            FolderOf(table, "output", $"{archive.Repository}.discs", resolve),
            table.OptionalText("volume-label") is not { } label ? null
                : VolumeLabel().IsMatch(label) ? label
                : throw table.Refuse("volume-label", new SettingFault.NotAVolumeLabel()));
    }

    private static DrillSettings BindDrill(SettingsTable table, ArchiveSettings archive, Func<string, string> resolve)
    {
        SecretReference Reference(string key, string text) =>
            SecretReference.TryParse(text, resolve, out var fault) ?? throw table.Refuse(key, new SettingFault.NotASecretReference(fault!.Value));
        var drill = new DrillSettings(
            Choices.Firmware(table, "firmware") ?? [Firmware.Bios],
            table.Integer("memory-mebibytes", 1024, 256, 1 << 20),
            TimeSpan.FromMinutes(table.Integer("time-limit-minutes", 30, 1, 7 * 24 * 60)),
            Choices.Acceleration(table, "acceleration"))
        {
            Unlock = Choices.Unlock(table, "unlock") ?? DrillKeyKind.Password,
            Passphrase = table.OptionalText("passphrase") is { } passphrase ? Reference("passphrase", passphrase) : null,
            Identity = table.OptionalText("identity") is { } identity ? resolve(identity) : archive.Identity,
            Shares = [.. table.Texts("shares").Select(share => Reference("shares", share))],
        };
        return drill.HasKeyFor(drill.Unlock) ? drill : throw table.Refuse("unlock", new SettingFault.DrillKeyMissing(drill.Unlock));
    }

    private static ClusterSettings? BindCluster(SettingsTable table, Func<string, string> resolve) => !table.IsPresent ? null
        : new ClusterSettings(SecretReference.TryParse(table.RequiredText("database"), resolve, out var fault) ?? throw table.Refuse("database", new SettingFault.NotASecretReference(fault!.Value)));

    private static LedgerSettings BindLedger(SettingsTable table, ArchiveSettings archive, Func<string, string> resolve)
    {
        var folder = FolderOf(table, "folder", $"{archive.Repository}.ledger", resolve);
        var key = FolderOf(table, "key", $"{archive.Repository}.ledger-key", resolve);
        return key == folder || key.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? throw table.Refuse("key", new SettingFault.KeyInsideLedger())
            : new LedgerSettings(folder, key);
    }

    private static IReadOnlyList<WitnessSettings> BindWitnesses(SettingsTable root, Func<string, string> resolve)
    {
        var witnesses = new List<WitnessSettings>();
        foreach (var table in root.Tables("witness", ["url", "key", "ca-certificate"]))
        {
            var text = table.RequiredText("url");
            if (!Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length + url.Fragment.Length > 0)
                throw table.Refuse("url", new SettingFault.NotAWebAddress());
            if (url.UserInfo.Length > 0)
                throw table.Refuse("url", new SettingFault.UrlHasCredentials());
            if (!NoteKey.TryParse(table.RequiredText("key"), NoteKeyKind.Witness, out var key))
                throw table.Refuse("key", new SettingFault.NotAWitnessKey());
            if (witnesses.Any(other => other.Key == key))
                throw table.Refuse("key", new SettingFault.WitnessRepeated(key.Name));
            witnesses.Add(new WitnessSettings(url, key, table.OptionalText("ca-certificate") is { } authorities ? resolve(authorities) : null));
        }

        return witnesses;
    }

    private static string FolderOf(SettingsTable table, string key, string otherwise, Func<string, string> resolve) =>
        table.OptionalText(key) is { } path ? resolve(path) : otherwise;

    private static string NameOf(SettingsTable table, string key)
    {
        var name = table.RequiredText(key);
        return ArchiveOrReplicaName().IsMatch(name)
            ? name
            : throw table.Refuse(key, new SettingFault.NotAName());
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\z")]
    private static partial Regex ArchiveOrReplicaName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex LibraryName();

    [GeneratedRegex(@"\A[A-Z0-9_]{1,32}\z")]
    private static partial Regex VolumeLabel();
}

using System.Text;
using Archivist.Operations.Configuration;

namespace Archivist.Operations.Serving;

/// <summary>Describes the service to systemd (systemd.unit(5), systemd.exec(5)).</summary>
/// <param name="settings">The archive.</param>
/// <param name="surroundings">Where what was learned is kept.</param>
/// <param name="isOfUser">For the manager of a user, which cannot set up most of the sandbox.</param>
internal sealed class ServiceUnit(ArchivistSettings settings, SettingsEnvironment surroundings, bool isOfUser)
{
    /// <summary>The name of the credential with the password.</summary>
    private const string Credential = "password";

    /// <summary>What any process of a service may do without.</summary>
    private static readonly string[] Everywhere =
    [
        "NoNewPrivileges=yes", "RestrictNamespaces=yes", "RestrictRealtime=yes", "RestrictSUIDSGID=yes", "LockPersonality=yes",
        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK", "SystemCallArchitectures=native", "SystemCallFilter=@system-service", "SystemCallFilter=~@privileged",
        // SQLite gives its files the owner of the database.
        "SystemCallFilter=@chown", "SystemCallErrorNumber=EPERM",
    ];

    /// <summary>
    /// It reads what it captures, whatever its owner, and nothing else that root may. Devices are for drills, drives, and captures of disks. Memory that is written and executed stays
    /// allowed: the runtime compiles.
    /// </summary>
    private static readonly string[] OfSystem =
    [
        "CapabilityBoundingSet=CAP_DAC_READ_SEARCH", "ProtectSystem=strict", "ProtectHome=read-only", "PrivateTmp=yes", "ProtectKernelTunables=yes", "ProtectKernelModules=yes",
        "ProtectKernelLogs=yes", "ProtectControlGroups=yes", "ProtectClock=yes", "ProtectHostname=yes", "KeyringMode=private", "DevicePolicy=closed", "DeviceAllow=/dev/kvm rw",
        "DeviceAllow=block-sr rw", "DeviceAllow=block-* r",
    ];

    /// <summary>The text of the unit.</summary>
    /// <param name="command">The program with its arguments.</param>
    internal string Describe(IReadOnlyList<string> command)
    {
        var text = new StringBuilder();
        Section(text, "Unit", $"Description=Archivist, schedules of {settings.Archive.Name}", "Wants=network-online.target", "After=network-online.target time-sync.target");
        text.Append('\n');
        Section(
            text,
            "Service",
            [
                "Type=notify",
                "NotifyAccess=main",
                $"ExecStart={string.Join(' ', command.Select(word => Quote(word.Replace("$", "$$", StringComparison.Ordinal))))}",
                "Restart=on-failure",
                "RestartSec=30",
                // Usage, no repository, wrong key: the next start would end in the same way.
                "RestartPreventExitStatus=2 10 12",
                "WatchdogSec=120",
                "TimeoutStopSec=60",
                // Ends this process first, which then ends its children in order.
                "KillMode=mixed",
                "Nice=10",
                "UMask=0077",
                .. DescribeCredential(),
                .. isOfUser ? [] : OfSystem,
                .. isOfUser ? [] : WritablePaths().Select(path => $"ReadWritePaths={Quote("-" + path)}"),
                .. Everywhere,
            ]);
        text.Append('\n');
        Section(text, "Install", $"WantedBy={(isOfUser ? "default.target" : "multi-user.target")}");
        return text.ToString();
    }

    private static void Section(StringBuilder text, string name, params IReadOnlyList<string> lines)
    {
        text.Append('[').Append(name).Append("]\n");
        foreach (var line in lines)
            text.Append(line).Append('\n');
    }

    /// <summary>A password in a file comes as a credential, which no other process sees; one that the settings name as a credential is looked up where systemd keeps them.</summary>
    private IEnumerable<string> DescribeCredential()
    {
        if (isOfUser || settings.Archive.Password is not { } password)
            yield break;
        if (password.Credential is { } name)
            yield return $"LoadCredential={Escape(name)}";
        if (password.File is not { } file)
            yield break;
        yield return $"LoadCredential={Quote($"{Credential}:{file}")}";
        yield return $"Environment=ARCHIVIST__ARCHIVE__PASSWORD=systemd:{Credential}";
    }

    /// <summary>The directories that the service writes to, without those inside of others. Most files of an archive lie beside its repository.</summary>
    private IEnumerable<string> WritablePaths()
    {
        var paths = new List<string>
        {
            Above(settings.Archive.Repository), Above(settings.Audit.Memory), Above(settings.Ledger.Folder), Above(settings.Ledger.Key), Above(settings.Report.Folder), Above(settings.Disc.Output),
            Above(settings.Catalogue.Path), Path.Combine(surroundings.StateFolder, "archivist"), Path.Combine(surroundings.CacheFolder, "archivist"),
        };
        paths.AddRange(Archives.OwnFolders.Of(settings).Where(own => own.Kind is Platform.Files.OwnFolderKind.Replica).Select(own => Above(own.Path)));
        if (settings.Serve.Peers is { } peers)
            paths.AddRange(new[] { peers.Directory, peers.Witness }.OfType<string>());
        return paths.Distinct().Where(path => !paths.Any(other => other != path && path.StartsWith(other.TrimEnd('/') + "/", StringComparison.Ordinal))).Order(StringComparer.Ordinal);
    }

    private static string Above(string path) => Path.GetDirectoryName(path) is { Length: > 0 } directory ? directory : path;

    private static string Quote(string word) => $"\"{Escape(word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))}\"";

    /// <summary>A percent sign begins a specifier.</summary>
    private static string Escape(string word) => word.Replace("%", "%%", StringComparison.Ordinal);
}

using Archivist.Operations.Problems;
using Archivist.Platform;

namespace Archivist.Operations.Configuration;

/// <summary>Reads <c>[serve]</c>.</summary>
internal static class ServeReader
{
    private const long LeastRate = 1 << 10;

    private static readonly string[] Keys =
        ["listen", "success-within-hours", "metrics-token", "peers", "peers-listen", "users", "quota", "max-rate", "allow-delete", "witness", "tls-certificate", "tls-key"];

    /// <summary>Of use with <c>peers</c> only.</summary>
    private static readonly string[] ForPeers = Keys[4..];

    /// <summary>Reads it; without the section the service runs schedules and answers for its health.</summary>
    internal static ServeSettings Read(SettingsTable root, Func<string, string> resolve)
    {
        var table = root.Table("serve", Keys);
        var hours = table.Integer("success-within-hours", 0, 1, 24 * 3660);
        return new ServeSettings(table.OptionalText("listen") ?? "127.0.0.1:8700")
        {
            SuccessWithin = hours == 0 ? null : TimeSpan.FromHours(hours),
            Peers = PeersOf(table, resolve),
        };
    }

    /// <summary>The token that reads metrics; null for none.</summary>
    internal static SecretReference? ReadMetricsToken(SettingsTable root, Func<string, string> resolve)
    {
        var table = root.Table("serve", Keys);
        return table.OptionalText("metrics-token") is not { } text ? null
            : SecretReference.TryParse(text, resolve, out var fault) ?? throw table.Refuse("metrics-token", new SettingFault.NotASecretReference(fault!.Value));
    }

    private static PeersSettings? PeersOf(SettingsTable table, Func<string, string> resolve)
    {
        if (table.OptionalText("peers") is not { } directory)
        {
            foreach (var other in ForPeers.Where(table.Has))
                throw table.Refuse(other, new SettingFault.PartnerMissing("peers"));
            return null;
        }

        if (table.OptionalText("users") is not { } users)
            throw table.Refuse("peers", new SettingFault.PartnerMissing("users"));
        var (certificate, key) = (table.OptionalText("tls-certificate"), table.OptionalText("tls-key"));
        if (certificate is null != key is null)
            throw table.Refuse(certificate is null ? "tls-key" : "tls-certificate", new SettingFault.PartnerMissing(certificate is null ? "tls-certificate" : "tls-key"));
        return new PeersSettings(resolve(directory), table.OptionalText("peers-listen") ?? "127.0.0.1:8000", resolve(users))
        {
            Quota = SizeOf(table, "quota", 1),
            MaxRate = SizeOf(table, "max-rate", LeastRate),
            AllowsRemoval = table.Boolean("allow-delete", otherwise: false),
            Witness = table.OptionalText("witness") is { } witness ? resolve(witness) : null,
            Tls = certificate is not null && key is not null ? (resolve(certificate), resolve(key)) : null,
        };
    }

    private static long? SizeOf(SettingsTable table, string key, long least) => table.OptionalText(key) is not { } text ? null
        : ByteSize.TryParse(text, out var bytes) && bytes >= least ? bytes
        : throw table.Refuse(key, new SettingFault.NotASize());
}

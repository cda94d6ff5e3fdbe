using System.Text.RegularExpressions;
using Archivist.Operations.Problems;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Configuration;

/// <summary>Reads how a replica on a server is spoken to.</summary>
internal static partial class ReplicaAccessReader
{
    private static readonly string[] ForServers = ["user", "password", "ca-certificate", "client-certificate"];

    private static readonly string[] ForBuckets = ["region", "virtual-host", "storage-class"];

    /// <summary>The keys of a <c>[[replica]]</c> that are read here.</summary>
    internal static IReadOnlyList<string> Keys { get; } = [.. ForServers, .. ForBuckets];

    /// <summary>Reads them; refuses what the kind of address has no use for.</summary>
    internal static ReplicaAccess Read(SettingsTable table, Func<string, string> resolve)
    {
        var kind = table.Has("shares") ? AddressKind.Striped : RepositoryAddress.Parse(table.RequiredText("url")).Kind;
        foreach (var key in ForServers.Where(key => kind is not (AddressKind.Rest or AddressKind.S3) && table.Has(key)))
            throw table.Refuse(key, new SettingFault.NotForThisAddress(["rest:", "s3:"]));
        foreach (var key in ForBuckets.Where(key => kind is not AddressKind.S3 && table.Has(key)))
            throw table.Refuse(key, new SettingFault.NotForThisAddress(["s3:"]));
        if (table.Has("user") != table.Has("password"))
            throw table.Refuse(table.Has("user") ? "user" : "password", new SettingFault.PartnerMissing(table.Has("user") ? "password" : "user"));
        var (user, reference) = ReadUser(table, resolve);
        return new ReplicaAccess
        {
            User = user,
            UserReference = reference,
            Password = table.OptionalText("password") is { } password ? ReferenceOf(table, "password", password, resolve) : null,
            CaCertificate = table.OptionalText("ca-certificate") is { } authorities ? resolve(authorities) : null,
            ClientCertificate = table.OptionalText("client-certificate") is { } own ? resolve(own) : null,
            Region = WordOf(table, "region"),
            IsVirtualHost = table.Boolean("virtual-host", false),
            StorageClass = WordOf(table, "storage-class"),
        };
    }

    /// <summary>A user is no secret and may be written out; what starts as a reference does is one.</summary>
    private static (string? User, SecretReference? Reference) ReadUser(SettingsTable table, Func<string, string> resolve)
    {
        if (table.OptionalText("user") is not { } user)
            return (null, null);
        return SecretReference.TryParse(user, resolve, out var fault) is null && fault is SecretReferenceFault.UnknownKind
            ? (user, null)
            : (null, ReferenceOf(table, "user", user, resolve));
    }

    private static SecretReference ReferenceOf(SettingsTable table, string key, string text, Func<string, string> resolve) =>
        SecretReference.TryParse(text, resolve, out var fault) ?? throw table.Refuse(key, new SettingFault.NotASecretReference(fault!.Value));

    private static string? WordOf(SettingsTable table, string key) =>
        table.OptionalText(key) is not { } word ? null : Word().IsMatch(word) ? word : throw table.Refuse(key, new SettingFault.NotAName());

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\z")]
    private static partial Regex Word();
}

using System.Globalization;
using System.Text;
using Archivist.Operations.Configuration;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Adding;

/// <summary>Writes a <c>[[replica]]</c> in TOML. What is wrong in it is found by reading it.</summary>
internal static class ReplicaBlock
{
    /// <summary>The lines of the block, without line ends. Paths are absolute: the settings file lies elsewhere than the working directory.</summary>
    internal static IReadOnlyList<string> Write(AddReplicaRequest request, SettingsEnvironment environment)
    {
        string? Absolute(string? path) => path is null ? null : environment.Resolve(path, environment.WorkingFolder);
        (string Key, string? Value)[] texts =
        [
            ("name", request.Name), ("url", AddressOf(request.Address, environment)), ("vendor", request.Vendor), ("geography", request.Geography), ("jurisdiction", request.Jurisdiction),
            ("backbone", request.Backbone), ("account", request.Account), ("medium", request.Medium),
        ];
        (string Key, string? Value)[] access =
        [
            ("user", request.User), ("password", request.Password), ("ca-certificate", Absolute(request.CaCertificate)), ("client-certificate", Absolute(request.ClientCertificate)),
            ("region", request.Region), ("storage-class", request.StorageClass),
        ];
        return
        [
            "[[replica]]",
            .. texts.Where(entry => entry.Value is not null).Select(entry => $"{entry.Key} = {Quote(entry.Value!)}"),
            .. request.IsOffline ? ["offline = true"] : Array.Empty<string>(),
            .. access.Where(entry => entry.Value is not null).Select(entry => $"{entry.Key} = {Quote(entry.Value!)}"),
            .. request.IsVirtualHost ? ["virtual-host = true"] : Array.Empty<string>(),
        ];
    }

    private static string AddressOf(string address, SettingsEnvironment environment)
    {
        try
        {
            return RepositoryAddress.Parse(address).Kind is AddressKind.Directory ? environment.Resolve(address, environment.WorkingFolder) : address;
        }
        catch (ArchivistException)
        {
            // The settings refuse it, and say why.
            return address;
        }
    }

    /// <summary>A basic string (TOML 1.0 "String").</summary>
    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var unit in value)
        {
            text.Append(unit switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' or '\x7f' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}"),
                _ => unit.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}

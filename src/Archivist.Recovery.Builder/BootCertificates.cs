using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Archivist.Platform.Problems;
using Archivist.Recovery.Builder.Problems;

namespace Archivist.Recovery.Builder;

/// <summary>
/// The note on each bootable disc of who signed its loaders (docs/formats/recovery-environment.md). Microsoft's authority of 2011 ends in 2026; machines that
/// know only its successor start nothing else, and old ones do not know that.
/// </summary>
/// <param name="Format">The version of the note.</param>
/// <param name="Loaders">In the order in which they start each other.</param>
public sealed record BootCertificates(int Format, IReadOnlyList<BootLoader> Loaders)
{
    /// <summary>Where the note lies on a disc.</summary>
    public const string PathOnDisc = ".archivist/boot-certificates.json";

    /// <summary>No honest note is longer.</summary>
    public const int LargestFile = 1 << 20;

    /// <summary>The authorities of which a machine must trust one, so that firmware starts the first loader with Secure Boot.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Authorities => [.. Loaders.Take(1).SelectMany(loader => loader.Signatures).Select(signature => signature.Issuer).Distinct()];

    /// <summary>Reads a note; null when it is none.</summary>
    public static BootCertificates? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, BootCertificatesJson.Default.BootCertificates) is { Format: 1, Loaders: not null } note
                && note.Loaders.All(loader => loader is { Path: not null, Signatures: not null } && loader.Signatures.All(signature => signature is not null))
                ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static BootLoader Of(string path, byte[] program)
    {
        try
        {
            return new BootLoader(path, Convert.ToHexStringLower(SHA256.HashData(program)), PeSignatures.Read(program));
        }
        catch (InvalidDataException e)
        {
            throw new ArchivistException(new BootLoaderInvalid(path, Cause.Of(e)), e);
        }
    }

    internal byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, BootCertificatesJson.Default.BootCertificates), (byte)'\n'];
}

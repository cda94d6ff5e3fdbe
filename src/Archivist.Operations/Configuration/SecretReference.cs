using System.Globalization;
using System.Text.RegularExpressions;
using Archivist.Operations.Problems;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Platform.Terminals;

namespace Archivist.Operations.Configuration;

/// <summary>
/// Says where a secret is, and is not the secret: <c>file:</c>, <c>env:</c>, <c>cmd:</c>, <c>fd:</c>, <c>systemd:</c> or <c>keyring:</c>.
/// </summary>
internal sealed partial record SecretReference
{
    private readonly string _kind;
    private readonly string _rest;

    private SecretReference(string kind, string rest) => (_kind, _rest) = (kind, rest);

    /// <summary>Reads a reference. Whatever is refused is not repeated: it may be the secret itself.</summary>
    /// <param name="text">As written in the file or on the command line.</param>
    /// <param name="resolvePath">Makes the path of <c>file:</c> absolute.</param>
    /// <param name="fault">What is wrong; null for a reference.</param>
    internal static SecretReference? TryParse(string text, Func<string, string> resolvePath, out SecretReferenceFault? fault)
    {
        var colon = text.IndexOf(':');
        var (kind, rest) = colon > 0 ? (text[..colon], text[(colon + 1)..]) : ("", "");
        fault = (kind, rest) switch
        {
            ("file" or "env" or "cmd" or "fd" or "systemd" or "keyring", "") => SecretReferenceFault.Empty,
            ("file", _) => null,
            ("env", _) => VariableName().IsMatch(rest) ? null : SecretReferenceFault.VariableInvalid,
            ("cmd", _) => CommandLine.TrySplit(rest, out _) ? null : SecretReferenceFault.QuoteOpen,
            ("fd", _) => IsDescriptor(rest) ? null : SecretReferenceFault.DescriptorInvalid,
            ("systemd", _) => CredentialName().IsMatch(rest) ? null : SecretReferenceFault.CredentialInvalid,
            ("keyring", _) => KeyName().IsMatch(rest) ? null : SecretReferenceFault.KeyInvalid,
            _ => SecretReferenceFault.UnknownKind,
        };
        return fault is null ? new SecretReference(kind, kind is "file" ? resolvePath(rest) : rest) : null;
    }

    /// <summary>The file behind <c>file:</c>; null for other kinds.</summary>
    internal string? File => _kind is "file" ? _rest : null;

    /// <summary>The name behind <c>systemd:</c>; null for other kinds.</summary>
    internal string? Credential => _kind is "systemd" ? _rest : null;

    /// <summary>Fetches the secret, decoded as <see cref="SecretText"/> does everywhere.</summary>
    internal async Task<ReadOnlyMemory<byte>> ResolveAsync(SecretSources sources, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> secret;
        try
        {
            secret = _kind switch
            {
                "file" => await ReadFileAsync(_rest, cancellationToken),
                "env" => System.Text.Encoding.UTF8.GetBytes(sources.Variable(_rest) ?? throw Refuse(new SecretFault.NotSet())),
                "cmd" => await RunAsync(sources, cancellationToken),
                "fd" => await ReadDescriptorAsync(cancellationToken),
                "keyring" => ReadKeyring(),
                _ => await ReadFileAsync(CredentialPath(sources), cancellationToken),
            };
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Refuse(new SecretFault.Unreadable(Cause.Of(refused)), refused);
        }

        secret = SecretText.Decode(secret);
        return secret.IsEmpty ? throw Refuse(new SecretFault.Empty()) : secret;
    }

    /// <summary>The reference, for messages; of a command only the program, because arguments may say too much.</summary>
    public override string ToString() =>
        _kind is "cmd" && CommandLine.TrySplit(_rest, out var arguments) ? $"cmd:{arguments[0]}" : $"{_kind}:{_rest}";

    private async Task<ReadOnlyMemory<byte>> RunAsync(SecretSources sources, CancellationToken cancellationToken)
    {
        CommandLine.TrySplit(_rest, out var arguments);
        return await sources.Run(arguments, cancellationToken);
    }

    private string CredentialPath(SecretSources sources) =>
        sources.Variable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder
            ? Path.Combine(folder, _rest)
            : throw Refuse(new SecretFault.NoCredentials());

    /// <summary>Found and read at once, each time: a key that has expired meanwhile is not used for longer than it was to be.</summary>
    private byte[] ReadKeyring()
    {
        if (!KernelKeyring.IsSupported)
            throw Refuse(new SecretFault.NoKeyring());
        try
        {
            return KernelKeyring.Read(_rest, SecretText.MaxBytes);
        }
        catch (IOException gone) when (gone.HResult is KernelKeyring.Missing)
        {
            throw Refuse(new SecretFault.NotInKeyring(), gone);
        }
        catch (IOException gone) when (gone.HResult is KernelKeyring.Expired or KernelKeyring.Revoked)
        {
            throw Refuse(new SecretFault.Expired(), gone);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadDescriptorAsync(CancellationToken cancellationToken)
    {
        await using var stream = InterruptibleInput.OpenDescriptor(int.Parse(_rest, CultureInfo.InvariantCulture), $"descriptor {_rest}");
        return await ReadAllAsync(stream, cancellationToken);
    }

    private async Task<ReadOnlyMemory<byte>> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = InterruptibleInput.Open(path);
        return await ReadAllAsync(stream, cancellationToken);
    }

    private Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream stream, CancellationToken cancellationToken) =>
        SecretText.ReadAsync(stream, new SecretOrigin.Reference(ToString()), cancellationToken);

    private ArchivistException Refuse(SecretFault fault, Exception? cause = null) => new(new SecretUnavailable(ToString(), fault), cause);

    private static bool IsDescriptor(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1024;

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariableName();

    [GeneratedRegex(@"\A[A-Za-z0-9_.:@/-]{1,255}\z")]
    private static partial Regex KeyName();

    [GeneratedRegex(@"\A[A-Za-z0-9_@-][A-Za-z0-9_.@-]{0,254}\z")]
    private static partial Regex CredentialName();
}

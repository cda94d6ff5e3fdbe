using Archivist.Operations.Configuration.Toml;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Configuration;

/// <summary>A change of the settings file that was checked and is not written yet. The file has the old content or the new one, also after a power cut.</summary>
internal sealed class SettingsChange
{
    private readonly string _target;
    private readonly byte[] _before;
    private readonly byte[] _after;

    private SettingsChange(string target, byte[] before, byte[] after, ArchivistSettings settings) => (_target, _before, _after, Settings) = (target, before, after, settings);

    /// <summary>What the settings say afterwards.</summary>
    internal ArchivistSettings Settings { get; }

    /// <summary>Adds a replica.</summary>
    /// <param name="settings">What the file says now.</param>
    /// <param name="environment">What they depend on besides the file.</param>
    /// <param name="block">The lines of its <c>[[replica]]</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the settings refuse the replica, or their file cannot be edited.</exception>
    internal static async Task<SettingsChange> AddAsync(ArchivistSettings settings, SettingsEnvironment environment, IReadOnlyList<string> block, string name, CancellationToken cancellationToken)
    {
        if (settings.Replicas.Any(replica => replica.Name == name))
            throw new ArchivistException(new ReplicaInSettings(name, settings.File));
        var (target, before) = await ReadAsync(settings.File, cancellationToken);
        try
        {
            return Checked(target, before, SettingsText.Append(before, settings.File, block), settings, environment, name, isThere: true);
        }
        catch (ArchivistException refused) when (refused.Problem is SettingRefused fault)
        {
            // The line is not in the file.
            throw new ArchivistException(fault with { Place = fault.Place with { Line = null, Column = null } }, refused);
        }
    }

    /// <summary>Removes a replica.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there is none of that name, or the file cannot be edited.</exception>
    internal static async Task<SettingsChange> RemoveAsync(ArchivistSettings settings, SettingsEnvironment environment, string name, CancellationToken cancellationToken)
    {
        var number = settings.Replicas.TakeWhile(replica => replica.Name != name).Count();
        if (number == settings.Replicas.Count)
            throw new ArchivistException(new ReplicaNotInSettings(name, settings.File));
        var (target, before) = await ReadAsync(settings.File, cancellationToken);
        var after = SettingsText.Remove(before, settings.File, number) ?? throw new ArchivistException(new SettingsNotEditable(settings.File, SettingsEditFault.OtherwiseWritten));
        return Checked(target, before, after, settings, environment, name, isThere: false);
    }

    /// <summary>Replaces the file, unless it was changed since.</summary>
    /// <exception cref="ArchivistException">It was changed.</exception>
    /// <exception cref="IOException">The file cannot be written; it is as before.</exception>
    internal async Task SaveAsync(CancellationToken cancellationToken)
    {
        await using var file = NewFile.Create(_target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await file.Stream.WriteAsync(_after, cancellationToken);
        file.TakeRightsOf(_target);
        if (!(await DurableFile.ReadAsync(_target, TomlReader.MaxBytes, cancellationToken)).AsSpan().SequenceEqual(_before))
            throw new ArchivistException(new SettingsNotEditable(_target, SettingsEditFault.ChangedMeanwhile));
        file.PublishOver();
    }

    /// <summary>The file itself: a link to it stays one.</summary>
    private static async Task<(string Target, byte[] Content)> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var target = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
            return FileLookup.IsFile(target)
                ? (target, await DurableFile.ReadAsync(target, TomlReader.MaxBytes, cancellationToken))
                : throw new ArchivistException(new SettingsNotEditable(file, SettingsEditFault.NotAFile));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ArchivistException(new SettingsFileUnreadable(file, Cause.Of(cause)), cause);
        }
    }

    /// <summary>The settings must say of all other replicas what they said before: variables count replicas, and would mean others.</summary>
    private static SettingsChange Checked(string target, byte[] before, byte[] after, ArchivistSettings settings, SettingsEnvironment environment, string name, bool isThere)
    {
        ArchivistSettings result;
        try
        {
            result = SettingsReader.Read(after, settings.File, environment);
        }
        catch (ArchivistException refused) when (refused.Problem is NotToml)
        {
            throw new ArchivistException(new SettingsNotEditable(settings.File, SettingsEditFault.OtherwiseWritten), refused);
        }

        return result.Replicas.Any(replica => replica.Name == name) == isThere
            && result.Replicas.Where(replica => replica.Name != name).SequenceEqual(settings.Replicas.Where(replica => replica.Name != name))
            ? new SettingsChange(target, before, after, result)
            : throw new ArchivistException(new SettingsNotEditable(settings.File, SettingsEditFault.Overridden));
    }
}

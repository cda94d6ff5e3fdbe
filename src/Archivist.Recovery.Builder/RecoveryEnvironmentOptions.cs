namespace Archivist.Recovery.Builder;

/// <summary>Where the recovery environment is built, and from what.</summary>
/// <param name="CacheFolder">Keeps downloaded packages and finished environments; made when it is not there.</param>
public sealed record RecoveryEnvironmentOptions(string CacheFolder)
{
    /// <summary>The directory that holds Archivist.Recovery.dll and the assemblies it needs; where this program lies unless given.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;
}

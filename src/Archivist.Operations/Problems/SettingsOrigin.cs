namespace Archivist.Operations.Problems;

/// <summary>What names the settings file.</summary>
public enum SettingsOrigin
{
    /// <summary>The request.</summary>
    Request,

    /// <summary>The environment variable ARCHIVIST_CONFIG.</summary>
    Variable,
}

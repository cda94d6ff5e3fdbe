namespace Archivist.Operations.Problems;

/// <summary>Why a settings file cannot be edited.</summary>
public enum SettingsEditFault
{
    /// <summary>It comes through a pipe or from a device.</summary>
    NotAFile,

    /// <summary>It does not write replicas as blocks of their own.</summary>
    OtherwiseWritten,

    /// <summary>Environment variables count its replicas, and would mean others afterwards.</summary>
    Overridden,

    /// <summary>Someone changed it meanwhile.</summary>
    ChangedMeanwhile,
}

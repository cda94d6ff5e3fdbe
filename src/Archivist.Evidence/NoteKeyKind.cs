namespace Archivist.Evidence;

/// <summary>What a key signs: the type byte of its text form.</summary>
public enum NoteKeyKind : byte
{
    /// <summary>Notes, such as the checkpoints of a log (C2SP signed-note, Ed25519).</summary>
    Log = 1,

    /// <summary>Checkpoints of logs of others, with the time (C2SP tlog-cosignature, Ed25519).</summary>
    Witness = 4,
}

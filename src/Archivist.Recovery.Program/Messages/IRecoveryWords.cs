using Archivist.Discs.Problems;
using Archivist.Keys.Shares;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Restore.Comparing;

namespace Archivist.Recovery.Program.Messages;

/// <summary>Everything that the recovery shows and asks, in one language. Thread-safe.</summary>
internal interface IRecoveryWords : IMessageCatalogue
{
    /// <summary>An event, as one line with the time since the start.</summary>
    string Of(DrillEvent happened);

    /// <summary>How an entry differs from the snapshot, to be put behind its path.</summary>
    string Of(EntryDifference difference);

    /// <summary>How to choose the other language, in that language.</summary>
    string OtherLanguage { get; }

    /// <summary>The key that switches to the other language.</summary>
    string OtherLanguageKey { get; }

    /// <summary>Asks for the passphrase.</summary>
    string AskPassphrase { get; }

    /// <summary>A passphrase was wrong, and another may be typed.</summary>
    string WrongPassphrase { get; }

    /// <summary>How to give something else than a passphrase, when the disc has a keyring: shares on paper with <see cref="SharesKey"/>, or a key file.</summary>
    string OtherKeys { get; }

    /// <summary>How to give shares on paper, when the disc has no keyring.</summary>
    string OtherShares { get; }

    /// <summary>The answer that begins with shares on paper.</summary>
    string SharesKey { get; }

    /// <summary>No medium that is plugged in has a key that opens the disc.</summary>
    string NoKeyOnMedium { get; }

    /// <summary>How shares are typed.</summary>
    string AboutShares { get; }

    /// <summary>Asks for a row of a share.</summary>
    /// <param name="number">Which share, counted from 1.</param>
    /// <param name="word">Which of its words comes next, counted from 1.</param>
    string AskShare(int number, int word);

    /// <summary>A share is good.</summary>
    /// <param name="share">The share; only its set and its place in it may be shown.</param>
    /// <param name="given">How many of its group were given, with this one.</param>
    /// <param name="tally">All that were given.</param>
    string ShareGood(Share share, int given, ShareTally tally);

    /// <summary>The purpose of a copy on the network.</summary>
    string AboutCopies { get; }

    /// <summary>Asks for the address of a copy.</summary>
    string AskCopy { get; }

    /// <summary>Asks for one of a number of snapshots.</summary>
    string AskSnapshot(int count);

    /// <summary>Asks for the disk, partition or directory that takes the files.</summary>
    string AskTarget { get; }

    /// <summary>The description of a directory as a target.</summary>
    string Directory { get; }

    /// <summary>A disk cannot be the target because it is mounted.</summary>
    string InUse(string device);

    /// <summary>Asks whether to keep or erase the file system on a disk: <see cref="KeepKey"/> or <see cref="EraseKey"/>.</summary>
    string AskKeepOrErase(string device);

    /// <summary>The answer that keeps a file system.</summary>
    string KeepKey { get; }

    /// <summary>The answer that erases a disk.</summary>
    string EraseKey { get; }

    /// <summary>Asks for the name of a disk before it is erased.</summary>
    string ConfirmErasing(string device, string description);

    /// <summary>The drive that the system runs from cannot be opened.</summary>
    string DriveTaken { get; }

    /// <summary>Asks for a disc in one of some drives.</summary>
    string Insert(DiscTitle disc, IReadOnlyList<string> drives);

    /// <summary>How to answer while a disc is waited for.</summary>
    string WaitForDisc { get; }

    /// <summary>The same, after an answer that brought no disc.</summary>
    string WaitLonger { get; }

    /// <summary>The answer that continues without a disc.</summary>
    string SkipWord { get; }
}

using Archivist.Recovery.Protocol;

namespace Archivist.Drills;

/// <summary>The key that the machine of a drill is given to open the disc. Secret, so it prints only its kind. The private constructor closes the set.</summary>
public abstract record DrillKey
{
    private DrillKey()
    {
    }

    /// <summary>What it is.</summary>
    public abstract DrillKeyKind Kind { get; }

    /// <summary>Distinguishes it from others of its kind, without giving it away: the name of the identity file, or the two words with which the shares begin; null for a password or passphrase.</summary>
    public virtual string? Name => null;

    /// <summary>What the recovery program must report to have opened with; null for a password, which it does not report.</summary>
    internal abstract RecoveryKey? Reported { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => Kind.Word;

    /// <summary>A password of the repository.</summary>
    public sealed record Password(string Text) : DrillKey
    {
        /// <inheritdoc/>
        public override DrillKeyKind Kind => DrillKeyKind.Password;

        internal override RecoveryKey? Reported => null;
    }

    /// <summary>The passphrase of the keyring.</summary>
    public sealed record Passphrase(string Text) : DrillKey
    {
        /// <inheritdoc/>
        public override DrillKeyKind Kind => DrillKeyKind.Passphrase;

        internal override RecoveryKey? Reported => RecoveryKey.Passphrase;
    }

    /// <summary>A USB stick with an identity file.</summary>
    /// <param name="File">The name of the identity file.</param>
    /// <param name="Image">The image of the stick: whole sectors with a file system that holds the identity file.</param>
    public sealed record Stick(string File, ReadOnlyMemory<byte> Image) : DrillKey
    {
        /// <inheritdoc/>
        public override DrillKeyKind Kind => DrillKeyKind.Stick;

        /// <inheritdoc/>
        public override string Name => File;

        internal override RecoveryKey? Reported => RecoveryKey.File;
    }

    /// <summary>Shares on paper.</summary>
    /// <param name="Set">The two words with which they begin.</param>
    /// <param name="Words">The words of each share.</param>
    public sealed record Shares(string Set, IReadOnlyList<string> Words) : DrillKey
    {
        /// <inheritdoc/>
        public override DrillKeyKind Kind => DrillKeyKind.Shares;

        /// <inheritdoc/>
        public override string Name => Set;

        internal override RecoveryKey? Reported => RecoveryKey.Shares;
    }
}

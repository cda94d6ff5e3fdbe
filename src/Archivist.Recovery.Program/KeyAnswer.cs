using System.Diagnostics;

namespace Archivist.Recovery.Program;

/// <summary>What an operator gives to open the repository. Secret, so it prints nothing. The private constructor closes the set.</summary>
internal abstract record KeyAnswer
{
    private KeyAnswer() { }

    /// <inheritdoc/>
    public sealed override string ToString() => GetType().Name;

    /// <summary>A password, the passphrase of the keyring, the path of an identity file, or an identity itself: what it is shows when it is tried.</summary>
    internal sealed record Typed(string Text) : KeyAnswer;

    /// <summary>The key is on a medium that is plugged in now.</summary>
    internal sealed record OnMedium : KeyAnswer;

    /// <summary>A password that shares on paper gave.</summary>
    /// <param name="Password">The password.</param>
    /// <param name="Set">The two words with which the shares begin.</param>
    [DebuggerDisplay("{Set}")]
    internal sealed record Combined(string Password, string Set) : KeyAnswer;
}

namespace Archivist.Operations.Problems;

/// <summary>Where a secret came from. The private constructor closes the set.</summary>
public abstract record SecretOrigin
{
    private SecretOrigin()
    {
    }

    /// <summary>Typed on a terminal.</summary>
    public sealed record Typed : SecretOrigin;

    /// <summary>A line of standard input.</summary>
    public sealed record StandardInput : SecretOrigin;

    /// <summary>A password file.</summary>
    public sealed record PasswordFile(string Path) : SecretOrigin;

    /// <summary>A reference in the settings; of a command only the program, because its arguments may be secrets.</summary>
    public sealed record Reference(string Text) : SecretOrigin;
}

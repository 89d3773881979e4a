// Filters of RFC 7644, section 3.4.2.2, figure 1: "and" binds tighter than "or", operators in any case.
grammar Rfc7644;

filter      : disjunction EOF ;
disjunction : conjunction (OR conjunction)* ;
conjunction : term (AND term)* ;
term        : NOT '(' disjunction ')'                # negation
            | '(' disjunction ')'                    # group
            | path '[' disjunction ']'               # within
            | path PR                                # present
            | path operator literal                  # comparison
            ;
path        : NAME ('.' NAME)* ;
operator    : EQ | NE | CO | SW | EW | GT | GE | LT | LE ;
literal     : STRING | NUMBER | TRUE | FALSE | NULL ;

AND   : [aA] [nN] [dD] ;
OR    : [oO] [rR] ;
NOT   : [nN] [oO] [tT] ;
PR    : [pP] [rR] ;
EQ    : [eE] [qQ] ;
NE    : [nN] [eE] ;
CO    : [cC] [oO] ;
SW    : [sS] [wW] ;
EW    : [eE] [wW] ;
GT    : [gG] [tT] ;
GE    : [gG] [eE] ;
LT    : [lL] [tT] ;
LE    : [lL] [eE] ;
TRUE  : 'true' ;
FALSE : 'false' ;
NULL  : 'null' ;

NAME   : [a-zA-Z] [a-zA-Z0-9_-]* ;
NUMBER : '-'? ('0' | [1-9] [0-9]*) ('.' [0-9]+)? ([eE] [+-]? [0-9]+)? ;
STRING : '"' (~["\\\u0000-\u001F] | '\\' (["\\/bfnrt] | 'u' HEX HEX HEX HEX))* '"' ;
SPACE  : [ \t\r\n]+ -> skip ;

fragment HEX : [0-9a-fA-F] ;
